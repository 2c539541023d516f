"""The tables of planning and what words mean by them: things, roles, paths, switches, sentences about data."""
