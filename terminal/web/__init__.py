"""Flask, as this house uses it; knows no room."""
