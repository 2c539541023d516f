"""YAML and JSON of strangers as plain data: no tags, no aliases that multiply, no depth that overflows."""

from __future__ import annotations

import json
from typing import Any

from groundplan.importing.model import BrokenError

MAX_CHARACTERS = 8 * 1024 * 1024
MAX_DEPTH = 100
MAX_NODES = 1_000_000
"""With every alias counted as what it stands for."""


def checked(text: str) -> str:
    """The text, if it is not too long. Raises BrokenError."""
    if len(text) > MAX_CHARACTERS:
        raise BrokenError("too-large", detail=f"{MAX_CHARACTERS // (1024 * 1024)} MiB")
    return text


def data_of(text: str) -> Any:
    """The value of a JSON or YAML text. Raises BrokenError with the place of what is wrong."""
    checked(text)
    try:
        return _json(text) if text.lstrip().startswith(("{", "[")) else _yaml(text)
    except RecursionError as fault:
        raise BrokenError("too-deep", detail=str(MAX_DEPTH)) from fault


def _json(text: str) -> Any:
    try:
        value = json.loads(text)
    except ValueError as fault:
        if isinstance(fault, json.JSONDecodeError):
            raise BrokenError("no-json", fault.lineno, fault.colno, fault.msg) from fault
        raise BrokenError("no-json", detail=str(fault)) from fault
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for one in level for inner in _members(one)]
        if not level:
            return value
    raise BrokenError("too-deep", detail=str(MAX_DEPTH))


def _members(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _yaml(text: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    yaml = YAML(typ="safe", pure=True)
    yaml.allow_duplicate_keys = True
    try:
        node = yaml.compose(text)
        return _Values().of(node, 0) if node else None
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise BrokenError("no-yaml", line, column, fault.problem or "") from fault
    except (YAMLError, ValueError) as fault:
        raise BrokenError("no-yaml", detail=str(fault).splitlines()[0] if str(fault) else "") from fault


class _Values:
    """Plain values of YAML nodes, counted."""

    def __init__(self) -> None:
        self.count = 0
        self.open: set[int] = set()

    def of(self, node: Any, depth: int) -> Any:
        """The value of a node. Raises BrokenError where the limits end."""
        self.count += 1
        line = node.start_mark.line + 1
        if depth > MAX_DEPTH or id(node) in self.open:
            raise BrokenError("too-deep", line, detail=str(MAX_DEPTH))
        if self.count > MAX_NODES:
            raise BrokenError("too-many", line, detail=f"{MAX_NODES:,}")
        if node.id == "scalar":
            return _scalar(node)
        self.open.add(id(node))
        if node.id == "sequence":
            value: Any = [self.of(one, depth + 1) for one in node.value]
        else:
            value = {str(self.of(key, depth + 1)): self.of(one, depth + 1) for key, one in node.value}
        self.open.discard(id(node))
        return value


def _scalar(node: Any) -> Any:
    kind = str(node.tag).rpartition(":")[2]
    text: str = node.value
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in ("true", "yes", "on")
    try:
        if kind == "int":
            return int(text.replace("_", ""), 0)
        if kind == "float":
            return float(text.replace("_", ""))
    except ValueError:
        return text
    return text
