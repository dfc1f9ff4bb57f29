"""收到的包: what came from villages, what each was told, and what lies aside."""
