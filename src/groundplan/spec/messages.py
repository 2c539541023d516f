"""Names of types that are no resources: bodies, envelopes, errors, configuration and parts of the program."""

from __future__ import annotations

import re
from functools import cache

_ENDINGS = (
    "dto", "request", "response", "error", "exception", "config", "service", "options", "params", "props", "result",
    "payload", "input", "output", "repository", "controller", "handler", "client", "state", "context", "query", "event",
    "store", "manager", "middleware", "provider", "factory", "interface", "args", "settings", "env", "connection",
    "edge", "pageinfo", "create", "update", "patch", "public", "schema", "mixin", "subscription", "mutation", "command",
    "validator", "serializer", "mapper", "adapter", "hook", "util", "utils", "helper", "form", "basemodel",
)  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    """`CreateUser`, `UpdateUser`: bodies. `UserIn`, `UserOut`, `UserRead`, `UserBase`: one class a use."""
    return re.compile(
        r"(?:Create|Update|Patch|Delete|Search|Get|List)[A-Z]\w*|\w*[a-z](?:In|Out|Read|Base)|Base|Config|Meta"
    )


def is_message(name: str) -> bool:
    """Whether a type's name says that it is a body, an error or a part of the program, not a resource."""
    return name.lower().endswith(_ENDINGS) or _pattern().fullmatch(name) is not None
