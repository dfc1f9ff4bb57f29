"""The accounts in plain words and pictures, and the sheet a household takes home (明白纸)."""
