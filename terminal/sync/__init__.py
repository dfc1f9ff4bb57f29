"""The log on its way: heads, receipts, sticks, copies, and the way back."""
