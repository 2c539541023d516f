"""From grammar files to plain LALR tables. Runs once per version; the only importer of Lark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lark import Lark
from lark.exceptions import LarkError
from lark.parsers.lalr_analysis import Shift

from groundplan import resources
from groundplan.errors import ResourceError
from groundplan.grammar import compact

if TYPE_CHECKING:
    from pathlib import Path

    from lark.grammar import Rule

SHARED = "tokens"
"""A file of terminals for the others, no grammar of its own."""


def build(sources: list[Path]) -> dict[str, Any]:
    """`{grammars: {name: tables}, vocabulary: {...}}` of dicts, lists, tuples, strings and numbers.

    Raises ResourceError for a grammar that Lark refuses.
    """
    grammars = {
        source.stem: _tables(source) for source in sources if source.suffix == ".lark" and source.stem != SHARED
    }
    vocabulary = next(source for source in sources if source.suffix == ".yaml")
    return {"grammars": grammars, "vocabulary": _vocabulary(resources.read_yaml(vocabulary))}


def _vocabulary(parts: dict[str, Any]) -> dict[str, Any]:
    """Each part inverted: word to the kinds it may mean; a part that is a list stays one.

    `spelled` has the words of several parts as people write them: `springboot` is `spring boot`.
    """
    spelled: dict[str, str] = {}
    inverted: dict[str, Any] = {"spelled": spelled}
    for part, kinds in parts.items():
        if isinstance(kinds, list):
            inverted[part] = [plain(word) for word in kinds]
            continue
        words: dict[str, list[str]] = {}
        for kind, synonyms in kinds.items():
            for word in synonyms:
                words.setdefault(compact(str(word)), []).append(str(kind))
                if " " in str(word):
                    spelled[compact(str(word))] = str(word)
        inverted[part] = words
    return inverted


def plain(value: Any) -> Any:
    """The data without the types of the YAML reader, so that it can be marshalled."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def _tables(source: Path) -> dict[str, Any]:
    text = source.read_text(encoding="utf-8")
    starts = _starts(text)
    try:
        parser = Lark(
            text,
            parser="lalr",
            lexer="basic",
            start=starts,
            maybe_placeholders=False,
            import_paths=[str(source.parent)],
        )
    except LarkError as fault:
        raise ResourceError(f"{source.name}: {fault}") from fault
    table: Any = parser.parser.parser._parse_table
    rules: list[Rule] = []
    states = [_row(table.states[state], rules) for state in range(len(table.states))]
    return {
        "lexer": _lexer(parser),
        "states": states,
        "rules": [_rule(rule) for rule in rules],
        "starts": dict(table.start_states),
        "ends": dict(table.end_states),
    }


def _starts(text: str) -> list[str]:
    first = text.splitlines()[0]
    if not first.startswith("// start:"):
        raise ResourceError("a grammar file says on its first line what it reads: `// start: name, name`")
    return [name.strip() for name in first.removeprefix("// start:").split(",")]


def _row(actions: dict[str, tuple[Any, Any]], rules: list[Rule]) -> dict[str, int]:
    row: dict[str, int] = {}
    for kind, (action, argument) in sorted(actions.items()):
        if action is Shift:
            row[kind] = argument
        else:
            if argument not in rules:
                rules.append(argument)
            row[kind] = ~rules.index(argument)
    return row


def _rule(rule: Rule) -> tuple[str, int, str, int, tuple[int, ...] | None]:
    size = len(rule.expansion)
    keep_all = rule.options.keep_all_tokens
    kept = tuple(
        position
        for position, symbol in enumerate(rule.expansion)
        if keep_all or not (symbol.is_term and symbol.filter_out)  # type: ignore[attr-defined]
    )
    name = str(rule.alias or rule.origin.name)
    single = int(rule.options.expand1 and not rule.alias)
    return str(rule.origin.name), size, name, single, None if len(kept) == size else kept


def _lexer(parser: Lark) -> str:
    """One pattern with a group for each terminal, in the order in which Lark would try them."""
    ignored = set(parser.ignore_tokens)
    terminals = [one for one in parser.terminals if one.name not in ignored and one.pattern is not None]
    terminals.sort(key=lambda one: (-one.priority, -one.pattern.max_width, -len(one.pattern.value), one.name))
    return "|".join(f"(?P<{one.name}>{one.pattern.to_regexp()})" for one in terminals)
