"""A small service in memory that keeps the contract of `blueprint()`, and mutants of it that break one promise each."""
