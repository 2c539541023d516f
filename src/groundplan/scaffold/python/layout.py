"""Layout of generated Python: what `ruff format` and its import sorter would have written.

Templates write one statement a line and every import they might need; `tidy` drops imports that nothing uses,
sorts the rest, sets blank lines and breaks long lines one item a line with a trailing comma, which formatters keep.
Works on the shapes our templates write, not on all of Python.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise

from groundplan.columns import columns

WIDTH = 100
FIRST_PARTY = frozenset({"app", "config", "migrations", "tests"})

_TOKEN = re.compile(
    r'(?P<block>[rRbBfF]{0,2}"""(?:[^\\]|\\.)*?""")'
    r"|(?P<text>(?P<prefix>[rRbBfF]{0,2})(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'))"
    r"|(?P<comment>\#[^\n]*)"
    r"|(?<![\w.])(?P<name>[^\W\d]\w*)"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)",
    re.DOTALL,
)
_IMPORT = re.compile(r"(?:from (?P<module>\S+) )?import (?P<names>[^#(]+)$")
_TEXT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|\([^()]*\)")
_FILLED = re.compile(r"\{([^{}]*)\}")
_OPTIONAL = re.compile(r"^(\w+: )(.+) \| None( = .+)?$")
_COMPARED = re.compile(r" (?=(?:==|>=|<=|!=|not in|in) )")
_EMPTY = re.compile(r"([\[({])\n\s*([\])}])")
_KEYWORD = re.compile(r"\b\w+=(?!=)")
_NAME = re.compile(r"[^\W\d]\w*")
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
_STARTS = ("def ", "class ", "async def ", "@")
_CLOSERS = (")", "]", "}", "else", "elif", "except", "finally")

Imports = dict[str, set[str]]


def tidy(text: str) -> str:
    """Return the module `text` laid out for a width of 100 columns."""
    head, imports, body = _split(_EMPTY.sub(r"\1\2", text).strip("\n") + "\n")
    block = _import_lines(_used(imports, body))
    lines = [*head, *([""] if head and block else []), *block, *_gap(block, body), *body]
    return "\n".join(_blank_lines(_wrapped(lines))).strip("\n") + "\n"


def _gap(block: list[str], body: list[str]) -> list[str]:
    code = [line for line in body if line.strip() and not line.startswith("#")]
    if not block or not code:
        return []
    return ["", ""] if code[0].startswith(_STARTS) else [""]


def _split(text: str) -> tuple[list[str], Imports, list[str]]:
    """The lines before the first import, the imports and the lines after the last of their block."""
    lines = text.rstrip("\n").split("\n")
    first = next((i for i, line in enumerate(lines) if _IMPORT.match(line)), None)
    if first is None:
        return [], {}, lines
    imports: Imports = {}
    end = first
    while end < len(lines) and (not lines[end].strip() or _IMPORT.match(lines[end])):
        if match := _IMPORT.match(lines[end]):
            names = {name.strip() for name in match["names"].split(",") if name.strip()}
            imports.setdefault(match["module"] or "", set()).update(names)
        end += 1
    return _trimmed(lines[:first]), imports, lines[end:]


def _trimmed(lines: list[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n") if any(lines) else []


def _used(imports: Imports, body: list[str]) -> Imports:
    code = "\n".join(body)
    names = set(_names(code, exported="__all__" in code)) - set(_CLASS.findall(code))  # a thing may be called `Email`
    kept = {module: {one for one in members if _bound(one) in names} for module, members in imports.items()}
    return {module: members for module, members in kept.items() if members}


def _bound(member: str) -> str:
    """The name that an import member binds."""
    return member.rpartition(" as ")[2] if " as " in member else member.partition(".")[0]


def used_names(code: str) -> set[str]:
    """The names that code uses, but for the names of keyword arguments."""
    return set(_names(_KEYWORD.sub("", code), exported=False))


def _names(code: str, *, exported: bool) -> Iterator[str]:
    """The names that code uses, also inside f-strings and, where it exports names, inside all strings."""
    for match in _TOKEN.finditer(code):
        if match["name"]:
            yield match["name"]
        elif match["text"] and exported:
            yield from _NAME.findall(match["text"])
        elif match["text"] and "f" in match["prefix"].lower():
            yield from _NAME.findall(" ".join(_FILLED.findall(match["text"])))


def _import_lines(imports: Imports) -> list[str]:
    sections: dict[int, list[str]] = {}
    for name in sorted(imports.get("", ())):
        sections.setdefault(_section(name.split()[0]), []).append(f"import {name}")
    for module in sorted(key for key in imports if key):
        sections.setdefault(_section(module), []).append(_from_line(module, imports[module]))
    lines: list[str] = []
    for number in sorted(sections):
        lines += [*([""] if lines else []), *sections[number]]
    return "\n".join(lines).split("\n") if lines else []


def _section(module: str) -> int:
    top = module.partition(".")[0]
    if top in sys.stdlib_module_names:
        return 1
    return 3 if top in FIRST_PARTY else 2


def _from_line(module: str, members: Iterable[str]) -> str:
    """One statement for each alias, as the sorter wants, and one for the plain names."""
    plain = sorted((one for one in members if " as " not in one), key=_member_order)
    aliased = [f"from {module} import {one}" for one in sorted(one for one in members if " as " in one)]
    line = f"from {module} import {', '.join(plain)}"
    if columns(line) > WIDTH:
        line = f"from {module} import (\n" + "".join(f"    {one},\n" for one in plain) + ")"
    return "\n".join([*([line] if plain else []), *aliased])


def _member_order(name: str) -> tuple[int, str]:
    if name.isupper() and len(name) > 1:
        return (0, name)
    return (1, name) if name[0].isupper() else (2, name)


def _wrapped(lines: list[str]) -> list[str]:
    inside = _block_lines("\n".join(lines))
    out: list[str] = []
    for number, line in enumerate(lines):
        too_long = columns(line) > WIDTH and number not in inside and not line.lstrip().startswith("#")
        out += _broken(line) if too_long else [line]
    return out


def _block_lines(code: str) -> set[int]:
    """The numbers of lines that a triple-quoted string touches."""
    inside: set[int] = set()
    for match in _TOKEN.finditer(code):
        if match["block"]:
            first = code.count("\n", 0, match.start())
            inside.update(range(first, first + match["block"].count("\n") + 1))
    return inside


def _broken(line: str) -> list[str]:
    """The line as several, if a bracket in it can be opened up; else as it is."""
    indent = line[: len(line) - len(line.lstrip())]
    groups = _groups(line)
    optional = _OPTIONAL.match(line.strip())
    if optional and not _groups(optional[3] or ""):
        lays = _assigned if optional[3] else _optional
        return lays(indent, *optional.groups(default=""))
    if not groups:
        return _compared(line, indent) or _parenthesised(line, indent)
    start, end, items = groups[0] if line.lstrip().startswith(("def ", "async def ")) else groups[-1]
    if optional and start >= WIDTH:
        return _assigned(indent, *optional.groups())
    rows = _clauses(items[0], len(indent) + 4) if _only_groups(line, start, end) else _lines(items, len(indent) + 4)
    inner = [part for row in rows for part in _item(f"{indent}    {row}")]
    return [line[: start + 1], *inner, indent + line[end:]]


def _only_groups(line: str, start: int, end: int) -> bool:
    """Whether a bracket holds one expression together; a comma in it would make a tuple."""
    called = start > 0 and (line[start - 1].isalnum() or line[start - 1] in "_)]")
    return line[start] == "(" and not called and len(_groups(line[start : end + 1])[0][2]) == 1 and line[end - 1] != ","


def _clauses(expression: str, indent: int) -> list[str]:
    """The expression, cut before its own `and` and `or` if it is too long for a line."""
    if indent + columns(expression) <= WIDTH:
        return [expression]
    cuts, depth = [0], 0
    for match in _TOKEN.finditer(expression):
        depth += bool(match["open"]) - bool(match["close"])
        if match["name"] in ("and", "or") and depth == 0:
            cuts.append(match.start())
    return [expression[left:right].rstrip() for left, right in pairwise([*cuts, len(expression)])]


def _optional(indent: str, name: str, kind: str, value: str) -> list[str]:
    whole = f"{indent}    {kind} | None"
    inner = [whole] if columns(whole) <= WIDTH else [*_broken(f"{indent}    {kind}"), f"{indent}    | None"]
    return [f"{indent}{name}(", *inner, f"{indent}){value}"]


def _assigned(indent: str, name: str, kind: str, value: str) -> list[str]:
    """A value in parentheses where no bracket of it begins in the line, else the type."""
    left = f"{indent}{name}{kind} | None = ("
    if columns(left) <= WIDTH:
        return [left, *_item(f"{indent}    {value[3:]}"), f"{indent})"]
    *opened, closed = _optional(indent, name, kind, value)
    return [*opened, *_item(closed)]


def _compared(line: str, indent: str) -> list[str]:
    """A comparison on two lines; in parentheses of its own where it is a statement."""
    sides = _COMPARED.split(line.strip(), maxsplit=1)
    if len(sides) == 1:
        return []
    if not sides[0].startswith("assert "):
        return [f"{indent}{sides[0]}", f"{indent}{sides[1]}"]
    return [f"{indent}assert (", f"{indent}    {sides[0][7:]}", f"{indent}    {sides[1]}", f"{indent})"]


def _lines(items: list[str], indent: int) -> list[str]:
    """Items with trailing commas; a comprehension is one item without, cut before its clauses if need be."""
    whole = ", ".join(items)
    if " for " not in _TEXT.sub("", whole):
        return [f"{item}," for item in items]
    return [whole] if indent + columns(whole) <= WIDTH else re.split(r" (?=for |if )", whole)


def _item(line: str) -> list[str]:
    return _broken(line) if columns(line) > WIDTH else [line]


def _groups(line: str) -> list[tuple[int, int, list[str]]]:
    """The outermost brackets that can be opened up: where they open, where they close, their items."""
    found: list[tuple[int, int, list[str]]] = []
    depth = start = 0
    cuts: list[int] = []
    for match in _TOKEN.finditer(line):
        if match["open"]:
            depth += 1
            if depth == 1:
                start, cuts = match.start(), [match.end()]
        elif match["close"]:
            depth -= 1
            if depth == 0:
                items = _items(line, [*cuts, match.start() + 1])
                if items and (line[start] != "[" or len(items) > 1 or line[start - 1] in " ([{="):
                    found.append((start, match.start(), items))
        elif match["comma"] and depth == 1:
            cuts.append(match.end())
    return found


def _items(line: str, cuts: list[int]) -> list[str]:
    parts = (line[left : right - 1].strip() for left, right in pairwise(cuts))
    return [part for part in parts if part]


def _parenthesised(line: str, indent: str) -> list[str]:
    target, separator, value = line.partition(" = ")
    if not separator or len(indent) + 4 + columns(value) > WIDTH:
        return [line]
    return [f"{target} = (", f"{indent}    {value}", f"{indent})"]


def _blank_lines(lines: list[str]) -> list[str]:
    inside = _block_lines("\n".join(lines))
    out: list[str] = []
    pending = 0
    decorated = False
    for number, line in enumerate(lines):
        if not line.strip() and number not in inside:
            pending += 1
            continue
        last = out[-1] if out else ""
        blank = pending if number in inside and number - 1 in inside else _blanks(last, line, pending)
        blank = 0 if decorated else blank
        at = number not in inside and line.lstrip().startswith("@")
        decorated = at or (decorated and not line.lstrip().startswith(_STARTS))
        out += [*[""] * (blank if out else 0), line.rstrip() if number not in inside else line]
        pending = 0
    return out


def _blanks(last: str, line: str, pending: int) -> int:
    """How many blank lines stand between two lines of code."""
    indented = line[:1] == " "
    starts = line.lstrip().startswith(_STARTS)
    if last.startswith(("@", "#")) or last.lstrip().startswith("@"):
        return min(pending, 1) if last.startswith("#") and not starts else 0
    if indented:
        if last.endswith((":", "(", "[", "{")):
            return 0
        return 1 if starts else min(pending, 1)
    if line.startswith(_CLOSERS):
        return 0
    if starts or (last[:1] == " " and not line.startswith(_CLOSERS)):
        return 2
    return min(pending, 1 if last.endswith('"""') else 2)
