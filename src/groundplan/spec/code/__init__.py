"""Resources as languages declare or draw them: schemas of databases, classes, types, diagrams."""
