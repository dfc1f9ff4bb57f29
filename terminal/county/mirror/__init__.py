"""/v/: the pages of every village at the county, for phones far away; read from the same tables as in its hall."""
