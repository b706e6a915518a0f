"""Förebild: software for programmes that move an industry by good example."""

__version__ = "0.1.0"
