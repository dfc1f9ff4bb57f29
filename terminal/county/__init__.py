"""What only the county has: which terminals there are, who works there, what it says downwards."""
