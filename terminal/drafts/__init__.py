"""办理: what is being written, checked and signed before it becomes public."""
