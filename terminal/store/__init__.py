"""The database file: how it is opened, written and read. Knows no room."""
