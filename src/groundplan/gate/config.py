"""The configuration: `groundplan.toml`, or `[tool.groundplan]` of `pyproject.toml`, the nearest above the SPEC.

lang = "en"

[lint]
select = ["DOC", "API"]
ignore = ["REQ001"]
profile = "zalando"
strict = true
max-warnings = 10
baseline = "groundplan-baseline.json"

[lint.severity]
API007 = "error"
PERF = "off"

[lint.per-file-ignores]
"legacy/**" = ["REQ", "DAT044"]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from groundplan.errors import ConfigError
from groundplan.record import NamedTuple

FILE = "groundplan.toml"
SHARED_FILE = "pyproject.toml"
SEVERITIES = ("error", "warning", "note", "off")
LANGUAGES = ("en", "ko")

Codes = tuple[str, ...]


class Config(NamedTuple):
    """What a configuration file says; `path` is None when there is none.

    Codes are rule codes or prefixes of them. `severity` and `per_file_ignores` keep the order of the file.
    """

    path: Path | None = None
    lang: str | None = None
    select: Codes = ()
    ignore: Codes = ()
    strict: bool = False
    max_warnings: int | None = None
    baseline: str = ""
    severity: tuple[tuple[str, str], ...] = ()
    per_file_ignores: tuple[tuple[str, Codes], ...] = ()
    profile: str = ""

    @property
    def folder(self) -> Path:
        """The folder that paths in the configuration are relative to."""
        return self.path.parent if self.path else Path()


def find(start: Path) -> Path | None:
    """The nearest configuration file in `start` or above it, not beyond the root of a repository."""
    for folder in (start, *start.parents):
        own = folder / FILE
        if own.is_file():
            return own
        shared = folder / SHARED_FILE
        if shared.is_file() and re.search(r"(?m)^\s*\[\s*tool\s*\.\s*groundplan\b", _text(shared)):
            return shared
        if (folder / ".git").exists():
            return None
    return None


def read(path: Path) -> Config:
    """The configuration in `path`.

    Raises ConfigError with line and column for broken TOML, an unknown key, code or value.
    """
    import tomllib

    text = _text(path)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise _broken(path, str(fault)) from None
    if path.name == SHARED_FILE:
        table = table.get("tool", {}).get("groundplan", {})
    reader = _Reader(path, text)
    reader.known(table, ("lang", "lint"), "")
    lint = reader.get(table, "lint", dict, {})
    reader.known(lint, tuple(_LINT), "lint")
    values = {field: make(reader, lint, key) for key, (field, make) in _LINT.items() if key in lint}
    return Config(path=path, lang=reader.choice(table, "lang", LANGUAGES), **values)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigError(f"{path}: cannot be read: {fault}") from fault


def _broken(path: Path, message: str) -> ConfigError:
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    where = f"{place[1]}:{place[2]}" if place else "1:1"
    reason = re.sub(r" \(at .*\)$", "", message)
    return ConfigError(f"{path}:{where}: not TOML: {reason[:1].lower()}{reason[1:]}")


class _Reader:
    """Reads values of one file, and says where a wrong one stands."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()

    def fault(self, word: str, message: str) -> ConfigError:
        for number, line in enumerate(self._lines, 1):
            found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line.partition("#")[0])
            if found:
                return ConfigError(f"{self._path}:{number}:{found.start() + 1}: {message}")
        return ConfigError(f"{self._path}:1:1: {message}")

    def known(self, table: Mapping[str, Any], names: tuple[str, ...], section: str) -> None:
        for name in table:
            if name not in names:
                from groundplan.hint import did_you_mean

                place = f" in [{section}]" if section else ""
                hint = did_you_mean(name, names) or f" Known are {', '.join(names)}."
                raise self.fault(name, f"there is no setting `{name}`{place}.{hint}")

    def get(self, table: Mapping[str, Any], key: str, kind: type, default: Any) -> Any:
        value = table.get(key, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fault(key, f"`{key}` must be {_KINDS[kind]}")
        return value

    def choice(self, table: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str | None:
        value = table.get(key)
        if value is not None and value not in allowed:
            raise self.fault(key, f"`{key}` must be one of {', '.join(allowed)}")
        return value

    def codes(self, table: Mapping[str, Any], key: str) -> Codes:
        found = self.get(table, key, list, [])
        return tuple(self.code(str(one)) for one in found)

    def code(self, text: str) -> str:
        from groundplan.check.rules import unknown_code

        code = text.strip().upper()
        if hint := unknown_code(code):
            raise self.fault(text, hint)
        return code


_KINDS = {dict: "a table", list: "a list of rule codes", bool: "true or false", int: "a whole number", str: "a text"}


def _value(kind: type) -> Callable[[_Reader, Mapping[str, Any], str], Any]:
    return lambda reader, table, key: reader.get(table, key, kind, None)


def _warnings(reader: _Reader, table: Mapping[str, Any], key: str) -> int:
    count: int = reader.get(table, key, int, None)
    if count < 0:
        raise reader.fault(key, f"`{key}` must not be negative")
    return count


def _profile(reader: _Reader, table: Mapping[str, Any], key: str) -> str:
    from groundplan.check.rules import unknown_profile

    name: str = reader.get(table, key, str, "")
    if hint := unknown_profile(name):
        raise reader.fault(name or key, hint)
    return name


def _severity(reader: _Reader, table: Mapping[str, Any], key: str) -> tuple[tuple[str, str], ...]:
    found = reader.get(table, key, dict, {})
    return tuple((reader.code(code), str(reader.choice(found, code, SEVERITIES))) for code in found)


def _per_file(reader: _Reader, table: Mapping[str, Any], key: str) -> tuple[tuple[str, Codes], ...]:
    found = reader.get(table, key, dict, {})
    return tuple((pattern, reader.codes(found, pattern)) for pattern in found)


_LINT: dict[str, tuple[str, Callable[[_Reader, Mapping[str, Any], str], Any]]] = {
    "select": ("select", _Reader.codes),
    "ignore": ("ignore", _Reader.codes),
    "profile": ("profile", _profile),
    "strict": ("strict", _value(bool)),
    "max-warnings": ("max_warnings", _warnings),
    "baseline": ("baseline", _value(str)),
    "severity": ("severity", _severity),
    "per-file-ignores": ("per_file_ignores", _per_file),
}
