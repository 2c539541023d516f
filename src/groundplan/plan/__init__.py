"""Planning: Spec and Decisions become the Blueprint, where every fact is resolved once."""
