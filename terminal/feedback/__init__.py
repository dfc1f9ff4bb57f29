"""What villagers say to the unit, and what becomes of it: from the slip to the answer in the public column."""
