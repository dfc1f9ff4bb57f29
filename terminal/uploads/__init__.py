"""Files people bring: known by their content, taken apart in a process of their own, scanned for personal data."""
