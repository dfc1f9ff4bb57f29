"""What is public, as the desk sees it: found again, corrected, withdrawn, and by law removed."""
