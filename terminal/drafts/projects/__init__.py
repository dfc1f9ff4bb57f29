"""工程和专项资金 at the desk: opened in short forms, added to step by step, signed, published."""
