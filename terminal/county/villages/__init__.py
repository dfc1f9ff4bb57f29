"""各村: how every village stands, what is late there, and one village by itself."""
