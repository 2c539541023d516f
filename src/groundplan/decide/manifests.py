"""One reader a manifest kind: text in, direct dependencies with their lines out.

Nothing is executed and no XML entity is expanded: XML and Gradle files are read as text. Each reader raises
ValueError (or RecursionError) for a malformed file; `groundplan.decide.evidence` turns that into a note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Dependency(NamedTuple):
    """A direct dependency by its name in its ecosystem, and the line of the manifest that names it."""

    name: str
    line: int


_REQUIREMENT = regex.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_GO_LINE = regex.compile(r"^(?:require\s+)?([a-z0-9][\w./~-]*\.[\w./~-]+)\s+v\S+")
_GROUP = regex.compile(r"<groupId>\s*([\w.\-]+)\s*</groupId>")
_GRADLE = regex.compile(r"""["']([\w.\-]{1,100}\.[\w.\-]{1,100})(?::[\w.\-]{1,100}){0,3}["']""")
_SBT = regex.compile(r'"([\w.\-]+)"\s*%{1,3}\s*"')
_SDK = regex.compile(r'Sdk\s*=\s*"([\w.]+)"')
_PACKAGE = regex.compile(r'<PackageReference[^>]{0,200}Include\s*=\s*"([\w.]+)"')
_IMAGE = regex.compile(r"""^\s*(?:-\s*)?image:\s*["']?(?:[\w.\-:]+/)*([\w\-]+)(?::[\w.\-]+)?["']?\s*(?:#.*)?$""")
_LINE_COMMENT = regex.compile(r"(?<!:)//[^\n]*")
_TOKEN = regex.compile(r"[@\w./\-]+")
_MAX_LINE = 500
_PROVIDER = regex.compile(r'^\s*provider\s*=\s*"(\w+)"')


def requirements(text: str) -> Iterator[Dependency]:
    """requirements.txt: a requirement a line; options, comments and URLs are skipped."""
    for number, line in enumerate(text.split("\n"), 1):
        found = _REQUIREMENT.match(line.strip())
        if found:
            yield Dependency(python_name(found[0]), number)


def pyproject(text: str) -> Iterator[Dependency]:
    """pyproject.toml: PEP 621 dependencies and Poetry's main group."""
    data = _toml(text)
    names = [_requirement(one) for one in _list(_table(data, "project").get("dependencies"))]
    poetry = _table(_table(_table(data, "tool"), "poetry"), "dependencies")
    return _located(text, [python_name(name) for name in [*names, *poetry] if name and name != "python"])


def pipfile(text: str) -> Iterator[Dependency]:
    """Pipfile: the packages table, not dev-packages."""
    return _located(text, [python_name(name) for name in _table(_toml(text), "packages")])


def package_json(text: str) -> Iterator[Dependency]:
    """package.json: dependencies, not devDependencies."""
    return _located(text, list(_table(_json(text), "dependencies")))


def composer(text: str) -> Iterator[Dependency]:
    """composer.json: require, not require-dev."""
    return _located(text, list(_table(_json(text), "require")))


def go_mod(text: str) -> Iterator[Dependency]:
    """go.mod: required modules that are not marked indirect."""
    for number, line in enumerate(text.split("\n"), 1):
        found = _GO_LINE.match(line.strip()[:_MAX_LINE])
        if found and "// indirect" not in line:
            yield Dependency(found[1], number)


def cargo(text: str) -> Iterator[Dependency]:
    """Cargo.toml: the dependencies table, of the package or of the workspace."""
    data = _toml(text)
    return _located(text, [*_table(data, "dependencies"), *_table(_table(data, "workspace"), "dependencies")])


def pom(text: str) -> Iterator[Dependency]:
    """pom.xml: the group ids of parent, plugins and dependencies."""
    return _matches(_GROUP, _without(text, "<!--", "-->"))


def gradle(text: str) -> Iterator[Dependency]:
    """build.gradle(.kts): quoted plugin ids and coordinates."""
    return _matches(_GRADLE, _LINE_COMMENT.sub("", _without(text, "/*", "*/")))


def sbt(text: str) -> Iterator[Dependency]:
    """build.sbt: the group of each coordinate."""
    return _matches(_SBT, _LINE_COMMENT.sub("", _without(text, "/*", "*/")))


def csproj(text: str) -> Iterator[Dependency]:
    """*.csproj: the SDK and the package references."""
    plain = _without(text, "<!--", "-->")
    yield from _matches(_SDK, plain)
    yield from _matches(_PACKAGE, plain)


def compose(text: str) -> Iterator[Dependency]:
    """Compose files: image names without registry and tag."""
    return _by_line(_IMAGE, text)


def prisma(text: str) -> Iterator[Dependency]:
    """schema.prisma: the provider of the datasource."""
    return _by_line(_PROVIDER, text)


def python_name(name: str) -> str:
    """A distribution name in its normal form (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _requirement(value: Any) -> str:
    found = _REQUIREMENT.match(value.strip()) if isinstance(value, str) else None
    return found[0] if found else ""


def _toml(text: str) -> Any:
    import tomllib

    return tomllib.loads(text)


def _json(text: str) -> Any:
    import json

    return json.loads(text)


def _table(data: Any, key: str) -> dict[str, Any]:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _located(text: str, names: Iterable[str]) -> Iterator[Dependency]:
    """Each name with the first line that holds it."""
    first: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for token in _TOKEN.findall(line):
            first.setdefault(python_name(token), number)
    for name in dict.fromkeys(names):
        yield Dependency(name, first.get(python_name(name), 1))


def _without(text: str, opening: str, closing: str) -> str:
    """The text without comments; their line ends stay, so that lines keep their numbers."""
    kept: list[str] = []
    start = text.find(opening)
    end = 0
    while start >= 0:
        kept.append(text[end:start])
        close = text.find(closing, start + len(opening))
        end = len(text) if close < 0 else close + len(closing)
        kept.append("\n" * text.count("\n", start, end))
        start = text.find(opening, end)
    return "".join(kept) + text[end:]


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Dependency]:
    line, counted = 1, 0
    for found in pattern.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        yield Dependency(found[1], line)


def _by_line(pattern: re.Pattern[str], text: str) -> Iterator[Dependency]:
    for number, line in enumerate(text.split("\n"), 1):
        found = pattern.match(line[:_MAX_LINE])
        if found:
            yield Dependency(found[1], number)


READERS: dict[str, Callable[[str], Iterator[Dependency]]] = {
    "requirements.txt": requirements,
    "pyproject.toml": pyproject,
    "Pipfile": pipfile,
    "package.json": package_json,
    "composer.json": composer,
    "go.mod": go_mod,
    "Cargo.toml": cargo,
    "pom.xml": pom,
    "build.gradle": gradle,
    "build.gradle.kts": gradle,
    "build.sbt": sbt,
    "csproj": csproj,
}
"""Manifest kind -> its reader. The kind of a C# project is its suffix."""
