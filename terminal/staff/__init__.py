"""人员: who may sign in at the desk, and as what."""
