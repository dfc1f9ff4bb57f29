"""What the columns of a bookkeeper's file are, said once by whoever sends it and remembered for that person."""
