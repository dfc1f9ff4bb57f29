"""下发: what county and township officers say to villages; written, looked at, sent, and who received and did it."""
