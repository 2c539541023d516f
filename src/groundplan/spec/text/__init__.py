"""Readings of a word, a line or a sentence, which know of no SPEC around them."""
