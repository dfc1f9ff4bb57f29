"""Filling an empty terminal with the invented village or township."""
