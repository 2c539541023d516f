"""Groundplan: from a SPEC in markdown to a running backend."""

from groundplan._version import __version__

__all__ = ["__version__"]
