"""Letters above the village: sealed before anything is written, opened by the office alone."""
