"""Bundles: a part of a log as one file that proves itself; FORMAT.md is the document."""
