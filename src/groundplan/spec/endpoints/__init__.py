"""Endpoints wherever they stand, with what a document shows of their requests and answers."""
