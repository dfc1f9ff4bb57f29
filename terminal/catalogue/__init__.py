"""What must be public, how often and on what legal basis; what is due and late."""
