"""One voucher paid twice: pictures that stand in the books of two villages."""
