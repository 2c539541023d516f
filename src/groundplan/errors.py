"""Faults of our own data or of the machine.

GroundplanError
├── ConfigError       the user's configuration says what nobody can follow
├── ResourceError     a grammar, rule table or scaffold of ours is missing or malformed
└── OutputError       the output folder cannot be written

A fault in the user's SPEC is never one of these: it is a `Diagnostic`. A bug is a plain traceback.
"""


class GroundplanError(Exception):
    """A fault that the command line reports in one line and exits with 2."""


class ConfigError(GroundplanError):
    """A configuration, a baseline or a revision that cannot be used; the message begins with its place."""


class ResourceError(GroundplanError):
    """A grammar, rule table, catalogue or scaffold is missing or malformed."""


class OutputError(GroundplanError):
    """The output folder cannot be written as asked."""
