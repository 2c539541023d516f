"""What is stored: types, columns, keys, indexes, parts, and the order in which tables are made."""
