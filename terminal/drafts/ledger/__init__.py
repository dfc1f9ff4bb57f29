"""Finance at the desk: a month's sheet from the bookkeeper's file through check and signature to the public."""
