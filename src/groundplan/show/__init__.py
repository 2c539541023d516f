"""Showing what was understood, so that the author can correct it: as tables, and as one documented document."""
