"""来信: sealed letters at the office they are for: arriving, opened in memory, answered by two people, passed on."""
