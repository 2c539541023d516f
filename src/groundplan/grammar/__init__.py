"""Grammars of `grammar/*.lark`, compiled once by Lark and run here.

Lark reads the grammar files and computes their LALR(1) tables; the tables go into the compiled cache as
plain data, and this module drives them. So a warm start imports no parser generator, which a linter that
runs in every commit hook and editor cannot afford (importing Lark costs more than reading a SPEC).

A grammar may `%declare` keyword terminals. Their words come from `grammar/vocabulary.yaml` in English and
Korean: the lexer makes words, the vocabulary makes keywords of them, and where a keyword cannot stand it
counts as the plain word it also is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundplan import regex, resources
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

END = "$END"
WORD = "WORD"


class Token(NamedTuple):
    """A lexeme: `kind` is a terminal of the grammar, `start` its 0-based offset in the text."""

    kind: str
    text: Any
    start: int = 0


Actions = "Mapping[str, Callable[[list[Any]], Any]]"


class Grammar:
    """The LALR tables of one grammar file; `run` is linear in the number of tokens."""

    __slots__ = ("_ends", "_rules", "_starts", "_states", "lexer", "name")

    def __init__(self, name: str, data: dict[str, Any]) -> None:
        self.name = name
        self.lexer: str = data["lexer"]
        self._states: list[dict[str, int]] = data["states"]
        self._rules: list[tuple[str, int, str, int, tuple[int, ...] | None]] = data["rules"]
        self._starts: dict[str, int] = data["starts"]
        self._ends: dict[str, int] = data["ends"]

    def run(self, tokens: Iterable[Token], start: str, actions: Mapping[str, Callable[[list[Any]], Any]]) -> Any:
        """What `actions` make of `tokens` read as `start`; None when they are no sentence of the grammar.

        An action takes the values of a rule's children (a token counts as itself) and is found by the
        rule's alias or name; a rule without one gives its list of children.
        """
        states, end = self._states, self._ends[start]
        stack, values = [self._starts[start]], []
        for token in (*tokens, Token(END, "")):
            kind = token.kind
            while True:
                row = states[stack[-1]]
                move = row.get(kind)
                if move is None:
                    if WORD not in row or not token.text[:1].isalpha():
                        return None
                    kind, move = WORD, row[WORD]
                if move >= 0:
                    stack.append(move)
                    values.append(token)
                    break
                self._reduce(~move, stack, values, actions)
                if kind == END and stack[-1] == end:
                    return values[-1]
        return None

    def _reduce(
        self, index: int, stack: list[int], values: list[Any], actions: Mapping[str, Callable[[list[Any]], Any]]
    ) -> None:
        origin, size, name, single, kept = self._rules[index]
        if size:
            children = values[-size:]
            del stack[-size:]
            del values[-size:]
        else:
            children = []
        if kept is not None:
            children = [children[position] for position in kept]
        if origin[0] == "_":
            value: Any = _spliced(children)
        elif single and len(children) == 1:
            value = children[0]
        else:
            action = actions.get(name)
            children = _spliced(children)
            value = action(children) if action else children
        stack.append(self._states[stack[-1]][origin])
        values.append(value)


class _Splice(list[Any]):
    """Children of a helper rule, which belong to the rule around it."""


def _spliced(children: list[Any]) -> list[Any]:
    flat = _Splice()
    for child in children:
        if child.__class__ is not _Splice:
            flat.append(child)
        elif not flat:
            flat = child  # a left-recursive repetition grows in place: linear, not quadratic
        else:
            flat.extend(child)
    return flat


@cache
def _compiled() -> dict[str, Any]:
    sources = [*resources.files("grammar", suffix=".lark"), resources.folder("grammar", "vocabulary.yaml")]

    def build() -> dict[str, Any]:
        from groundplan.grammar.build import build

        return build(sources)

    data: dict[str, Any] = resources.compiled("grammar", [*sources, Path(__file__).with_name("build.py")], build)
    return data


@cache
def grammar(name: str) -> Grammar:
    """The grammar `grammar/<name>.lark`.

    Raises ResourceError when the file is missing or is no LALR(1) grammar: a fault of ours.
    """
    return Grammar(name, _compiled()["grammars"][name])


def vocabulary(part: str) -> Any:
    """A part of `grammar/vocabulary.yaml`: compact words to the kinds they may mean, or a plain list."""
    return _compiled()["vocabulary"][part]


@cache
def keywords(part: str) -> dict[str, str]:
    """A part of the vocabulary where a word means one thing: compact word to its kind."""
    return {word: kinds[0] for word, kinds in vocabulary(part).items()}


@cache
def _lexer(pattern: str) -> Callable[[str], Iterable[re.Match[str]]]:
    return regex.compile(pattern).finditer


@lru_cache(16_384)
def compact(word: str) -> str:
    """A word as the vocabulary keys it: lower case, without spaces, hyphens and underscores, 칼럼 spelled as 컬럼."""
    return word.lower().replace(" ", "").replace("-", "").replace("_", "").replace("칼럼", "컬럼")


def lex(grammar_: Grammar, text: str, words: Mapping[str, str]) -> list[Token]:
    """The tokens of `text`; runs of words that `words` knows (longest first, three at most) become keywords."""
    tokens = [Token(match.lastgroup or WORD, match.group(), match.start()) for match in _lexer(grammar_.lexer)(text)]
    return _keyworded(tokens, words, text) if words else tokens


def _keyworded(tokens: list[Token], words: Mapping[str, str], text: str) -> list[Token]:
    result: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        taken, kind = (1, token.kind) if token.kind != WORD else _longest(tokens, position, words)
        if taken > 1 or kind != token.kind:
            last = tokens[position + taken - 1]
            token = Token(kind, text[token.start : last.start + len(last.text)], token.start)
        result.append(token)
        position += taken
    return result


def _longest(tokens: list[Token], position: int, words: Mapping[str, str]) -> tuple[int, str]:
    for count in (3, 2, 1):
        run = tokens[position : position + count]
        if len(run) == count and all(one.kind == WORD for one in run):
            kind = words.get(compact("".join(one.text for one in run)))
            if kind is not None:
                return count, kind
    return 1, WORD
