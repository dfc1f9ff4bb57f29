"""The log of this machine: append-only, hash-chained, one writer."""
