"""What a person at the keyboard can ask for; one file for each first word."""
