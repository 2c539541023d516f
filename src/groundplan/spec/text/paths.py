"""`METHOD /path` in a line, by `grammar/endpoint.lark`, and paths in one spelling."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import Token, grammar, lex
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.spec.model import Endpoint, Spec

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
CRUD = (("GET", ""), ("POST", ""), ("GET", "/{id}"), ("PATCH", "/{id}"), ("DELETE", "/{id}"))
"""What `CRUD /things` stands for: method and what is added to the path."""

_HINTS = (*METHODS, "CRUD")


class Mention(NamedTuple):
    """A method and a path as written, with the offsets of both ends in the line."""

    methods: tuple[str, ...]
    path: str
    start: int
    end: int


@lru_cache(4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """Every `METHOD /path` of a line, in its order."""
    if "/" not in text:
        return ()
    if "[" in text:
        text = _squared().sub(lambda one: one[0].upper(), text)
    if not (any(hint in text for hint in _HINTS) or _titled().match(text)):
        return ()
    if text[:1] in "GPD*`" and (titled := _titled().match(text)):
        text = text[: titled.start(1)] + titled.group(1).upper() + text[titled.end(1) :]
    source = _without_own_hosts(text) if "://" in text or "{" in text or "$" in text else text
    tokens = [Token(one.kind, one.text, one.start) for one in lex(grammar("endpoint"), source, {})]
    kept = _without_slashes([one for one in tokens if one.kind in ("METHOD", "PATH")])
    found: list[Mention] = []
    position = 0
    while position + 1 < len(kept):
        size = _size(source, kept, position)
        if size:
            found.append(_mention(kept[position : position + size]))
        position += size or 1
    return tuple(found)


@cache
def _titled() -> re.Pattern[str]:
    """`Post /orders`, `Post api/orders<br>` as a whole line: a method in the case of a title."""
    return regex.compile(
        r"[`*]*(Get|Post|Put|Patch|Delete)[`*]*[ \t]+[`*]*(?:/|api/)[\w/{}:.<>?=&-]*?[`*]*(?:<br ?/?>)?$"
    )


@cache
def _squared() -> re.Pattern[str]:
    """`[Patch] /orders/:id`, `/orders [get]`: a method in brackets, in any case."""
    return regex.compile(r"\[(?:get|post|put|patch|delete)\]", re.IGNORECASE)


def _without_slashes(tokens: list[Token]) -> list[Token]:
    """The slash of `GET`/`PUT` is no path."""
    return [
        one
        for at, one in enumerate(tokens)
        if one.text != "/"
        or not (0 < at < len(tokens) - 1)
        or {tokens[at - 1].kind, tokens[at + 1].kind} != {"METHOD"}
        or tokens[at + 1].start - one.start > 3
    ]


def _size(text: str, kept: list[Token], at: int) -> int:
    """How many tokens from `at` make one mention; 0 where none begins there."""
    last = at
    while last + 1 < len(kept) and _is_set(text, kept[last], kept[last + 1]):
        last += 1
    if last + 1 >= len(kept):
        return 0
    first, second = kept[last], kept[last + 1]
    if first.kind == second.kind or not _adjacent(text, first, second):
        return 0
    if first.kind == "PATH" and last + 2 < len(kept) and _adjacent(text, second, kept[last + 2]):
        return 0 if kept[last + 2].kind == "PATH" else 2  # `/a` `GET /b`: the method belongs to what follows it
    return last + 2 - at


def _mention(parts: list[Token]) -> Mention:
    methods = tuple(method for one in parts if one.kind == "METHOD" for method in _methods(one.text))
    path = next(one.text for one in parts if one.kind == "PATH")
    path = path if path[0] == "/" else f"/{path}"  # `GET api/boats`
    return Mention(methods, path, parts[0].start, parts[-1].start + len(parts[-1].text))


def _between(text: str, first: Token, second: Token) -> str:
    return text[first.start + len(first.text) : second.start]


def _is_set(text: str, first: Token, second: Token) -> bool:
    """`GET` / `PUT`, **GET** and **PUT**: methods of one path in spans of their own."""
    if first.kind != "METHOD" or second.kind != "METHOD":
        return False
    between = _between(text, first, second)
    end = second.start + len(second.text)
    if "`" in between and text[end : end + 1] != "`":
        return False  # `POST` and `GET /a`: the first is a word of the sentence
    return regex.fullmatch(r"[`*]*\s*(?:[/,|·&]|or|and|및|또는)\s*[`*]*", between) is not None


def _adjacent(text: str, first: Token, second: Token) -> bool:
    """Only marks, blanks and small words stand between: **GET** /x, `POST` to `/x`, `/x` (GET), `/x`에 POST."""
    between = _between(text, first, second).strip(" `*|:—-\t\"'")
    if first.kind == "PATH" and (first.text[-1:] in ".,;:!?" or second.text == "CRUD"):
        return False  # the end of a sentence about a path; `/a CRUD` does not say which methods
    if not between:
        return True
    links = _links()[first.kind]
    return len(between) <= 40 and links.fullmatch(between) is not None


@cache
def _links() -> dict[str, re.Pattern[str]]:
    return {
        "METHOD": regex.compile(
            r"\[|\]|(?:(?:https? )?(?:requests?|calls?|endpoints?|routes?(?: handlers?)?|handlers?|요청)[`* ]*)?"
            r"(?:(?:is made |is sent |is received |sent |made |received |arrives? |comes? in |comes? )?"
            r"(?:to|at|on|for|against)(?: the)?(?: endpoint| path| route)?)?",
            re.IGNORECASE,
        ),
        "PATH": regex.compile(
            r"[(\[]|(?:에|로|으로|에서|에 대한|에 대해)(?: HTTP)?|(?:via|with|by|using|accepts)(?: an?)?(?: HTTP)?",
            re.IGNORECASE,
        ),
    }


@cache
def _own_hosts() -> re.Pattern[str]:
    """Addresses that stand for the service itself: local ones, those of RFC 2606, and variables for a base URL."""
    return regex.compile(
        r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|(?:[\w-]+\.)*example(?:\.com|\.org|\.net)?|(?:[\w-]+\.)*your-?[\w-]+\.\w+)"
        r"(?::\d+)?(?=/)"
        r"|(?:\{\{?|\$\{?)\s*(?:base|host|server|api_?base|base_?url|api_?url|baseurl|apiurl|host_?url|api_?base_?url|api)\s*"
        r"\}{0,2}(?=/)",
        re.IGNORECASE,
    )


def _without_own_hosts(text: str) -> str:
    """The text with such addresses blanked, so that offsets stay."""
    return _own_hosts().sub(lambda found: " " * len(found.group()), text)


def own_path(command: str) -> str:
    """The path behind the first address of the service itself in a command; empty where there is none."""
    found = _own_hosts().search(command)
    if not found:
        return ""
    path = regex.match(r"/[^\s\"'`\\|>)]*", command[found.end() :])
    return path.group() if path else ""


def _methods(text: str) -> tuple[str, ...]:
    return tuple(regex.findall("[A-Z]+", text))


@cache
def _parameter() -> re.Pattern[str]:
    return regex.compile(
        r"(?<=/):(\w+)|<(?:\w+:)?(\w+)>|\[(\w+)\]|\{(?:(?:int|str|string|path|uuid|float|slug):)?([^{}:/?]+)(?::[^{}]*)?\}"
    )


@lru_cache(4096)
def normalised(path: str) -> tuple[str, tuple[str, ...]]:
    """The path with `{name}` parameters, no query, no trailing slash; and the names in its query."""
    plain, _, query = path.partition("{?") if "{?" in path else path.partition("?")
    plain = plain if "=" not in plain else plain[: plain.rfind("/", 0, plain.index("="))]  # `/boats/page=&size=`
    plain = plain.split("{&")[0].rstrip(".,;:*`").replace("{{", "{").replace("}}", "}").replace("${", "{")
    plain = _parameter().sub(lambda found: "{" + next(group for group in found.groups() if group).strip() + "}", plain)
    names = regex.compile(r"\w+" if "{?" in path or query.startswith("{") else r"(\w+)=").findall(query)
    return plain.rstrip("/") or "/", tuple(names)


@lru_cache(8192)
def shape(path: str) -> str:
    """The path with every parameter as `{}`: two paths of one shape are one endpoint."""
    return regex.compile(r"\{[^{}]*\}").sub("{}", path)


def shown_path(endpoint: Endpoint, spec: Spec) -> str:
    """The path as the SPEC writes it, parameters as `{name}`: with the base path where it was written with it."""
    base = spec.base_path.value if spec.base_path and endpoint.absolute else ""
    return base + endpoint.path if endpoint.path != "/" or not base else base


def relative(path: str, base: str) -> str:
    """`path` without the base path, where it was written with it."""
    return (path[len(base) :] or "/") if base and (path + "/").startswith(base + "/") else path
