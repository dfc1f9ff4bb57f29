"""计划和实际: the year's plan beside what the public months of the year came to."""
