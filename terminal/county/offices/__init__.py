"""收信单位: the offices sealed letters are for, who serves them, their keys, locked and (in memory alone) unlocked."""
