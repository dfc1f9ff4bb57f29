"""How money, days and words are read and written; pure, no Flask, no database."""
