"""Finding and reading the files of a SPEC: the only reader of SPEC files."""

from __future__ import annotations

import sys
from pathlib import Path

from groundplan.diagnostics import Diagnostic, Label
from groundplan.dialects import CANONICAL, CONTRACTS, SPEC_KIT, Family, below, by_content, in_folder, with_siblings
from groundplan.record import NamedTuple
from groundplan.source import Source, SourceFile, Span, unix

MAX_BYTES = 32 * 1024 * 1024
MAX_LINE = 65_536
"""Characters of a line; what stands behind is no prose of an author, and every later step would carry it along."""

STDIN = "-"
MAX_NAMED = 10
"""SPECs of a folder that a message names."""


class _Fault(NamedTuple):
    code: str
    name: str
    message: str
    help: str
    line: int = 1
    column: int = 1


def load(path: str, dialect: str = "") -> tuple[Source, list[Diagnostic]]:
    """The files of the SPEC at `path` (a file, a folder, or `-`), and what keeps one from being read.

    `dialect` says which files make the SPEC; without it the files tell. Line ends become newlines, a byte
    order mark goes. Unreadable files are left out of the Source.
    """
    if path == STDIN:
        source, faults = _source(path, [("<stdin>", sys.stdin.buffer.read(MAX_BYTES + 1))])
        return _told(source, Family((), dialect)), faults
    target = Path(path)
    if not target.exists():
        fault = _Fault("GP001", "no-such-file", f"there is no `{path}`", "give a markdown file or the folder of a SPEC")
        return Source(path, ()), [_diagnostic(path, fault)]
    family = in_folder(target, dialect) if target.is_dir() else with_siblings(target)
    if not family.files:
        inside = below(target, dialect)
        if len(inside) == 1:
            return load(inside[0].as_posix(), dialect)
        return Source(path, ()), [_diagnostic(path, _none_in(path, inside))]
    source, faults = _source(path, [(file.as_posix(), _content(file)) for file in family.files])
    return _told(source, family._replace(dialect=dialect or family.dialect)), faults


def specs(path: str, dialect: str = "") -> list[str]:
    """The SPECs at `path`: itself, or those in it where it is a folder of SPECs."""
    folder = Path(path)
    if path == STDIN or not folder.is_dir() or in_folder(folder, dialect).files:
        return [path]
    return [one.as_posix() for one in below(folder, dialect)] or [path]


def _told(source: Source, family: Family) -> Source:
    """The source with its dialect, and the files that are no markdown apart."""
    contracts = tuple(one for one in source.files if one.path.lower().endswith(CONTRACTS))
    if contracts and len(contracts) < len(source.files):
        files = tuple(one for one in source.files if one not in contracts)
        source = source._replace(files=files, contracts=contracts)
    name, why = family.dialect, family.why
    first = by_content(source.files[0].lines) if source.files else ("", "")
    if not name or (first[0] == CANONICAL and len(source.files) == 1) or (name == "do" and first[0] == SPEC_KIT.name):
        name, why = first
    return source._replace(dialect=name, why=why)


def load_text(path: str) -> tuple[str, list[Diagnostic]]:
    """The text of one file of any kind, or of standard input, whole; empty, with its fault, where it is no text."""
    content = sys.stdin.buffer.read(MAX_BYTES + 1) if path == STDIN else _content(Path(path))
    text = _decoded(content)
    return ("", [_diagnostic(path, text)]) if isinstance(text, _Fault) else (text, [])


def _none_in(path: str, inside: list[Path]) -> _Fault:
    """A folder that is no SPEC, and the SPECs in it, of which one is to be given."""
    if not inside:
        return _Fault("GP002", "no-spec-in-folder", f"`{path}` holds no SPEC", _expected())
    names = [f"`{one.as_posix()}`" for one in inside[:MAX_NAMED]]
    more = [f"{len(inside) - MAX_NAMED} more"] if len(inside) > MAX_NAMED else []
    message = f"`{path}` holds {len(inside)} SPECs, of which one is to be given: {', '.join([*names, *more])}"
    return _Fault("GP002", "no-spec-in-folder", message, f"name one, as in `groundplan show {inside[0].as_posix()}`")


def _expected() -> str:
    return (
        "expected spec.md (with plan.md, acceptance.md, data-model.md, contracts/), requirements.md and design.md, "
        "specs/*/spec.md, *.apib, or one markdown file"
    )


def _content(file: Path) -> bytes | str:
    """The bytes, or why there are none."""
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as fault:
        return fault.strerror or "it cannot be read"


def _source(root: str, contents: list[tuple[str, bytes | str]]) -> tuple[Source, list[Diagnostic]]:
    files: list[SourceFile] = []
    faults: list[Diagnostic] = []
    for path, content in contents:
        text = _decoded(content)
        if isinstance(text, _Fault):
            faults.append(_diagnostic(path, text))
        else:
            lines = text.split("\n")
            faults += [_cut(path, lines, index) for index, line in enumerate(lines) if len(line) > MAX_LINE]
            files.append(SourceFile(path, tuple(lines)))
    return Source(root, tuple(files)), faults


def _cut(path: str, lines: list[str], index: int) -> Diagnostic:
    """Leave out the end of an overlong line, and say so."""
    lines[index] = lines[index][:MAX_LINE]
    message = f"the line is longer than {MAX_LINE} characters: its end is not read"
    span = Span(path, index + 1, MAX_LINE, index + 1, MAX_LINE + 1)
    return Diagnostic("GP006", "line-too-long", "warning", message, Label(span), help="break the line")


def _decoded(content: bytes | str) -> str | _Fault:
    if isinstance(content, str):
        return _Fault("GP001", "no-such-file", f"the file cannot be read: {content}", "check the path and its rights")
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        return _Fault("GP004", "file-too-large", f"the file is larger than {limit} MiB", "split the SPEC into several")
    if b"\0" in content:
        line, column = _place(content, content.index(b"\0"))
        return _Fault("GP005", "not-text", "the file holds NUL bytes: it is not text", "save it as UTF-8", line, column)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line, column = _place(content, fault.start)
        found = f"byte 0x{content[fault.start]:02x} is no UTF-8"
        return _Fault("GP003", "not-utf-8", found, "save the file as UTF-8", line, column)
    return unix(text)


def _place(content: bytes, offset: int) -> tuple[int, int]:
    before = content[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line_start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", errors="replace")) + 1


def _diagnostic(path: str, fault: _Fault) -> Diagnostic:
    span = Span(path, fault.line, fault.column, fault.line, fault.column + 1)
    return Diagnostic(fault.code, fault.name, "error", fault.message, Label(span), help=fault.help)
