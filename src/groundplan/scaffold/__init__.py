"""Scaffolding: a Blueprint and a framework's templates become a FileTree."""
