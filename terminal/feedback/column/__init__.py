"""信息反馈栏: what was asked and answered, for everybody to read."""
