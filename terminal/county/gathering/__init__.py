"""Fetching from villages by a button (拉取)."""
