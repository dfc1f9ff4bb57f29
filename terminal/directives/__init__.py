"""What comes down from above (上级下发): notices, handbooks, the banner, orders; and what the unit answers to them."""
