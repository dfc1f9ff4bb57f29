"""上线前的清理: what a village already has, brought in as a list, checked as a list, published in one act."""
