"""What a rule file may say, validated when the rules are compiled into the cache (never while linting).

Unknown keys, kinds, nodes, attributes, placeholders, word lists and functions fail here, with file and line.
"""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import Any, Literal, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from groundplan import regex, resources
from groundplan.check.checks import Check, Enum, Function, Lexicon, Pattern
from groundplan.check.functions import function
from groundplan.check.kinds import KINDS
from groundplan.check.nodes import NODES
from groundplan.errors import ResourceError
from groundplan.spec.model import Endpoint, Spec


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Closed):
    """A text in each language."""

    en: str = ""
    ko: str = ""


class Rewrite(_Closed):
    """A mend that keeps the meaning: `write` for what matches `find` in the wrong text."""

    find: str
    write: str


class TypeOf(_Closed):
    """The type to write for fields whose name matches."""

    name: str
    write: str


class Mend(_Closed):
    """A way of `mends/ways.py`; `safe` where it keeps the meaning."""

    way: Literal["cells", "comment", "front_matter", "identify", "level", "renumber", "twin", "type"]
    safe: bool
    types: list[TypeOf] = []


class RuleFile(_Closed):
    """One file of `rules/lint/`; `suggest` stands for `help` where a nearest name is known.

    `replace` is a guess at the right text, `rewrite` the same thing said rightly, by the first entry that matches.
    """

    id: str = Field(pattern=r"^[A-Z]{2,4}\d{3}$")
    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    severity: Literal["error", "warning", "note"]
    tags: list[str] = Field(min_length=1)
    since: str
    profile: str = ""
    gate: bool = False
    once: bool = False
    node: str
    where: dict[str, list[str | int | bool | None]] = {}
    named: dict[str, list[str]] = {}
    unnamed: dict[str, list[str]] = {}
    needs: list[str] = []
    matching: dict[str, str] = {}
    excluding: dict[str, str] = {}
    given: list[str] = []
    unless: list[str] = []
    said: list[str] = []
    unsaid: list[str] = []
    unwritten: list[str] = []
    told: list[str] = []
    untold: list[str] = []
    languages: list[Literal["en", "ko"]] = ["en", "ko"]
    check: Check
    message: Text
    label: Text = Text()
    secondary: Text = Text()
    help: Text
    suggest: Text = Text()
    replace: str = ""
    rewrite: list[Rewrite] = []
    mend: Mend | None = None
    why: Text
    source: str


class LexiconFile(_Closed):
    """One file of `rules/lexicon/`."""

    id: str
    skip: Literal["none", "state", "measure", "number", "time", "explained", "binding"]
    en: WordList
    ko: WordList


class WordList(_Closed):
    """Lower-case words, phrases found as text, and regular expressions.

    `anchors` are lower-case pieces of text: where none of them stands, no pattern finds anything. They spare a search.
    """

    words: list[str] = []
    phrases: list[str] = []
    patterns: list[str] = []
    anchors: list[str] = []


def compile_rules(rule_files: list[Path], lexicon_files: list[Path]) -> tuple[list[Any], dict[str, Any]]:
    """The rows of `rules.Rule` and the lexicons as plain data.

    Raises ResourceError with file and line for the first fault.
    """
    lexicons = [(_validated(LexiconFile, path), path) for path in lexicon_files]
    names = {lexicon.id for lexicon, _ in lexicons}
    rows = []
    for path in rule_files:
        rule = _validated(RuleFile, path)
        _check_rule(rule, path, names)
        rows.append(_row(rule))
    _check_whole(rows, names)
    return rows, {lexicon.id: lexicon.model_dump() for lexicon, _ in lexicons}


def _validated(model: Any, path: Path) -> Any:
    try:
        return TypeAdapter(model).validate_python(resources.read_yaml(path))
    except ValidationError as fault:
        first = fault.errors()[0]
        place = tuple(step for step in first["loc"] if step not in KINDS)
        raise _fault(path, place, f"{'.'.join(map(str, place))}: {first['msg'].lower()}") from fault


def _fault(path: Path, place: tuple[Any, ...], message: str) -> ResourceError:
    return ResourceError(f"{path.name}:{_line(path, place)}: {message}")


def _line(path: Path, place: tuple[Any, ...]) -> int:
    """The line of the deepest key of `place` that the file has."""
    from ruamel.yaml import YAML

    node, line = YAML(pure=True).load(path.read_text(encoding="utf-8")), 0
    for step in place:
        if not hasattr(node, "lc") or not node.lc.data or step not in node.lc.data:
            break
        line, node = node.lc.data[step][0], node[step]
    return line + 1


def _check_rule(rule: RuleFile, path: Path, lexicons: set[str]) -> None:
    if path.stem != f"{rule.id}-{rule.name}":
        raise _fault(path, ("id",), f"the file should be named {rule.id}-{rule.name}.yaml")
    if rule.node not in NODES:
        raise _fault(path, ("node",), f"node: expected one of {', '.join(sorted(NODES))}")
    for part in ("where", "named", "unnamed", "matching", "excluding"):
        for key in getattr(rule, part):
            _check_attribute(rule, path, (part, key), key)
    for key in (*rule.given, *rule.unless):
        if key not in Spec._fields:
            raise _fault(path, ("given",), f"a Spec has no {key}")
    if (rule.told or rule.untold) and NODES[rule.node].shape is not Endpoint:
        raise _fault(path, ("told",), "told: only of an endpoint")
    for key in rule.needs:
        _check_attribute(rule, path, ("needs",), key)
    for place, attribute in _attributes(rule.check):
        _check_attribute(rule, path, ("check", place), attribute)
    _check_options(rule, path, lexicons)
    _check_texts(rule, path)


def _attributes(check: Any) -> list[tuple[str, str]]:
    """The dotted attributes that a check reads, with the key that gives them."""
    found = [("field", check.field)] if hasattr(check, "field") else []
    found += [("fields", one) for one in getattr(check, "fields", None) or [] if isinstance(one, str)]
    found += [("key", one) for one in (*getattr(check, "key", []), *getattr(check, "optional", []))]
    return found + [(one, getattr(check, one)) for one in ("differ", "at") if getattr(check, one, "")]


def _check_attribute(rule: RuleFile, path: Path, place: tuple[Any, ...], dotted: str) -> None:
    kind = NODES[rule.node]
    steps = dotted.split(".")
    shape = kind.owner if steps[0] == "owner" else kind.shape
    for step in steps[1:] if steps[0] == "owner" else steps:
        hints = get_type_hints(shape)
        if step not in hints:
            raise _fault(path, place, f"a {rule.node} has no {dotted}")
        choices = (hints[step], *get_args(hints[step]))
        shape = next((one for one in choices if isinstance(one, type) and one is not type(None)), object)


def _check_options(rule: RuleFile, path: Path, lexicons: set[str]) -> None:
    check = rule.check
    if isinstance(check, Pattern) and bool(check.require) == bool(check.forbid):
        raise _fault(path, ("check",), "pattern: give either require or forbid")
    if isinstance(check, Enum) and bool(check.allow) == bool(check.forbid):
        raise _fault(path, ("check",), "enum: give either allow or forbid")
    if isinstance(check, Lexicon) and not lexicons.issuperset(check.lists):
        raise _fault(path, ("check", "lists"), f"lists: expected names among {', '.join(sorted(lexicons))}")
    if isinstance(check, Function):
        _check_function(rule, check, path)


def _check_function(rule: RuleFile, check: Function, path: Path) -> None:
    try:
        module = function(check.name)
    except ModuleNotFoundError as fault:
        raise _fault(path, ("check", "name"), f"there is no function {check.name}") from fault
    nodes = module.NODE if isinstance(module.NODE, tuple) else (module.NODE,)
    if rule.node not in nodes:
        raise _fault(path, ("node",), f"the function {check.name} reads {', '.join(nodes)}")
    if set(check.options) - set(module.OPTIONS):
        raise _fault(
            path, ("check", "options"), f"the function {check.name} knows {', '.join(module.OPTIONS) or 'none'}"
        )


def _check_texts(rule: RuleFile, path: Path) -> None:
    words = {*NODES[rule.node].words, *KINDS[rule.check.kind].words, "more"}
    if isinstance(rule.check, Function):
        words.update(function(rule.check.name).WORDS)
    for key in ("message", "label", "secondary", "help", "suggest"):
        for language, text in getattr(rule, key).model_dump().items():
            _check_placeholders(text, words, path, (key, language))
    for key in ("message", "help", "why"):
        for language, text in getattr(rule, key).model_dump().items():
            if not text.strip():
                raise _fault(path, (key, language), f"{key}.{language} is empty")
    _check_placeholders(rule.replace, words, path, ("replace",))
    for number, rewrite in enumerate(rule.rewrite):
        _check_rewrite(rewrite, path, ("rewrite", number))
    if regex.search(r"[.。]$", rule.message.en + rule.message.ko) or rule.message.en[:2].istitle():
        raise _fault(path, ("message",), "a message is lowercase and has no final stop")


def _check_rewrite(rewrite: Rewrite, path: Path, place: tuple[Any, ...]) -> None:
    try:
        re.sub(rewrite.find, rewrite.write, "")
    except re.error as fault:
        raise _fault(path, place, f"not a rewrite: {fault}") from fault


def _check_placeholders(text: str, words: set[str], path: Path, place: tuple[Any, ...]) -> None:
    used = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    if used - words:
        raise _fault(path, place, f"unknown placeholder {sorted(used - words)[0]}; known: {', '.join(sorted(words))}")


def _check_whole(rows: list[Any], lexicons: set[str]) -> None:
    """Functions and word lists that no rule uses, and ids given twice, are mistakes."""
    ids = [row[0] for row in rows]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    checks = [row[list(RuleFile.model_fields).index("check")] for row in rows]
    written = {path.stem for path in Path(__file__).with_name("functions").glob("[a-z]*.py")}
    idle = sorted(written - {check["name"] for check in checks if check["kind"] == "function"})
    unread = sorted(lexicons - {name for check in checks if check["kind"] == "lexicon" for name in check["lists"]})
    for what, names in (("rule id given twice", twice), ("function unused", idle), ("word list unused", unread)):
        if names:
            raise ResourceError(f"rules/lint: {what}: {', '.join(names)}")


def _row(rule: RuleFile) -> tuple[Any, ...]:
    data = rule.model_dump()
    data["tags"] = tuple(rule.tags)
    data["mend"] = data["mend"] or {}
    data["rewrite"] = tuple((one.find, one.write) for one in rule.rewrite)
    for key in ("needs", "given", "unless", "said", "unsaid", "unwritten", "told", "untold", "languages"):
        data[key] = tuple(data[key])
    for key in ("where", "named", "unnamed"):
        data[key] = tuple((path, tuple(values)) for path, values in data[key].items())
    for key in ("matching", "excluding"):
        data[key] = tuple(data[key].items())
    for key in ("message", "label", "secondary", "help", "suggest", "why"):
        data[key] = {language: text.strip() for language, text in data[key].items()}
    return tuple(data[name] for name in RuleFile.model_fields)
