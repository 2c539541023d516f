"""Deciding: which framework, auth, database and operations, by rule tables, and why."""
