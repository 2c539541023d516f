"""Who calls and how they prove it: roles, rights, schemes, sessions, passwords."""
