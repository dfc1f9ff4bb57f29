"""Proof that a paper is what was published: fingerprints checked anew, sheets for the wall, archive cards, photographs."""
