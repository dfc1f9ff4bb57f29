"""财务公开: monthly sheets, line by line, read from what bookkeepers send."""
