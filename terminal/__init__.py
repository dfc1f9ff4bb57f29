"""Village disclosure terminal: open village affairs and finance, offline, provable."""

__version__ = "0.1.0"
