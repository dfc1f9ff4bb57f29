"""本单位: who publishes on this terminal."""
