"""What a team makes of findings: which rules count and how much, what is accepted for now, what is mended.

    config     groundplan.toml or [tool.groundplan] in pyproject.toml, the nearest above a SPEC
    policy     select, ignore, severities and files, from the configuration and the command line
    baseline   the findings that were there when a team began
    changed    only what stands on lines changed since a revision
    fixes      the mends of findings as new text of the files
    results    what was found in the same text before

Nothing here finds anything, and nothing here prints.
"""
