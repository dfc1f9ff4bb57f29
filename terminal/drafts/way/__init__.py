"""What all drafts with pages of their own have in common: a month's sheet, a table, a project."""
