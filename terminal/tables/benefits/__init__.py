"""惠民补贴: who was paid what, found by group and surname."""
