"""工程和专项资金: where the money of one undertaking came from, what became of it, what was built."""
