"""明白纸: the page a household takes home, and printing it for all of them."""
