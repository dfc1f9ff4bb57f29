"""Putting single lines of a month's sheet right at the desk; the file itself stays as it was sent."""
