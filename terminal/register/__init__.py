"""公开登记簿: one entry for everything public, whatever room it came from."""
