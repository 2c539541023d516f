"""Framework, database, cache, languages, instances, base path and contract switches, stated or rejected."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from groundplan import regex
from groundplan.document import Fence, Text
from groundplan.grammar import compact, keywords, vocabulary
from groundplan.spec.draft import Draft, Said, place
from groundplan.spec.fields.cells import known_type
from groundplan.spec.model import Fact
from groundplan.spec.system import bases
from groundplan.spec.text.numerals import in_digits
from groundplan.spec.text.polarity import (
    is_choice,
    is_comparison,
    is_example,
    is_later,
    is_lesser,
    is_of_another,
    is_rejected,
    is_set_aside,
)
from groundplan.spec.text.words import bare, key_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.outline import Region

_PARTS = ("frameworks", "databases", "caches")
_TABLES = (*_PARTS, "full_stacks", "languages")
_SECTIONS = frozenset(
    {
        "overview",
        "environment",
        "stack",
        "plan",
        "architecture",
        "constraints",
        "requirements",
        "nonfunctional",
        "assumptions",
        "performance",
        "deployment",
        "data_model",
        "scope",
        "",
    }
)
_LISTED = (
    "languages",
    "language",
    "개발언어",
    "언어",
    "teamlanguages",
    "teamlanguage",
    "개발팀언어",
    "programminglanguages",
)
_SETTINGS = ("api.errors", "pagination", "api.pagination")


@lru_cache(1024)
def canonical(value: str) -> tuple[str, str]:
    """A stated word as the tables know it, and its version: `Express.js` is express, `PostgreSQL 16` postgresql, 16."""
    words = bare(value).strip()
    found = _search("all").search(words)
    if found and found.start() == 0:
        return keywords(_part_of(found.group(1)))[compact(found.group(1))], found.group(2) or ""
    return words.lower(), ""


def _part_of(word: str) -> str:
    return next(part for part in _TABLES if compact(word) in keywords(part))


@cache
def _search(which: str) -> re.Pattern[str]:
    parts = _TABLES if which == "all" else (which,)
    spelled = vocabulary("spelled")
    words = {_spelled(spelled.get(word, word)) for part in parts for word in vocabulary(part)}
    joined = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    return regex.compile(
        rf"(?<![\w.@-])({joined})(?![A-Za-z0-9_]|\.[A-Za-z]|-(?!based|backed|powered)[A-Za-z])"
        r"(?:[ ]+v?(\d{1,6}(?:\.\d{1,6}){0,4})\+?)?",
        re.IGNORECASE,
    )


def _spelled(word: str) -> str:
    """A word as a pattern: blanks, hyphens and underscores may stand between its parts, letters and digits."""
    return r"[ _-]?".join(re.escape(part) for part in regex.compile(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]+").findall(word))


@cache
def _known() -> tuple[str, ...]:
    spelled = vocabulary("spelled")
    return tuple(sorted({_compacted(spelled.get(one, one))[:_FIRST] for part in _PARTS for one in vocabulary(part)}))


_FIRST = 6
"""Letters that tell a technology from other words: `postgr` from POST."""


def read(region: Region, draft: Draft) -> None:
    """Facts of one region."""
    title = region.title.text
    if (region.main or _store().search(title)) and _may_name(title):
        _words(region.title, region, draft)
    said = draft.said(region.blocks)
    is_own = region.kind in _SECTIONS or region.own == "api"
    others = tuple(listed(region)) if is_own else ()
    for line in said.lines if is_own and said.has(_FULL_STACKS) else ():
        _full_stack(line, region, draft)
    bases.read(region, draft)
    _lines(said, others, region, draft, is_own=is_own)


@cache
def _store() -> re.Pattern[str]:
    """`DB (RDS PostgreSQL)`, `3.2 Database: MySQL 8`, `MySQL Schema Definition`: a heading that says which it is."""
    return regex.compile(
        r"^(?:[\d.]+\s+)?(?:DB|DBMS|RDBMS|Database|데이터베이스|디비) ?[(:（]|\bDDL\b|\bSchema\b|스키마"
        r"|(?:\bData Models?|데이터 ?모델) ?[(（]",
        re.I,
    )


def _lines(said: Said, others: tuple[Text, ...], region: Region, draft: Draft, *, is_own: bool) -> None:
    if others or said.has(_KEYED):
        for line in said.lines + others:
            if is_own and _may_name(line.text):
                _words(line, region, draft)
            _keyed(line, region, draft)
    elif is_own:
        starts = _starts(said.low)
        for line in said.lines if starts else ():
            if _may_name(line.text, starts):
                _words(line, region, draft)


def read_aside(region: Region, draft: Draft) -> None:
    """What terms and drawings name, `API: the Hono-based service`: it counts where no sentence names another."""
    if region.kind == "glossary":
        shown = draft.said(region.blocks).lines
    else:
        shown = tuple(_drawn(region)) if region.kind in _PICTURED else ()
    for line in shown:
        if _may_name(line.text):
            _words(line, region, draft, aside=True)
    for block in region.blocks:
        for number, words in enumerate(block.lines, block.line) if isinstance(block, Fence) else ():
            found = _address().match(words) if "://" in words else None
            if found:
                where = place(region.document.path, Text(found[1], number, found.start(1) + 1))
                draft.databases.append(Fact(keywords("databases")[compact(found[1])], where, strength="should"))


@cache
def _address() -> re.Pattern[str]:
    """`MONGODB_URI=mongodb://...`: where the service finds its store."""
    return regex.compile(r"\s*(?:export )?[A-Z_]+=[\"']?(mongodb|postgres|postgresql|mysql|mariadb)(?:\+\w+)?://")


_PICTURED = frozenset({"architecture", "overview"})
_LISTS = frozenset({"", "yaml", "yml", "text", "txt", "toml"})
_PICTURES = frozenset({"", "text", "txt", "ascii", "plaintext", "mermaid"})


@cache
def _beside() -> re.Pattern[str]:
    """What a line of a drawing is of that is not the service."""
    return regex.compile(r"\b(?:client|front-?end|browser|mobile|web app|(?<!/)ui)\b|프론트|클라이언트", re.IGNORECASE)


def _drawn(region: Region) -> Iterator[Text]:
    for block in region.blocks:
        if isinstance(block, Fence) and block.info in _PICTURES:
            for number, words in enumerate(block.lines):
                if not _beside().search(words):
                    yield Text(words, block.line + number, 1)


def listed(region: Region) -> Iterator[Text]:
    """`Database: PostgreSQL` in a fence of a section about the stack; the cylinder `[(PostgreSQL)]` of a diagram."""
    for block in region.blocks:
        if isinstance(block, Fence) and block.info == "mermaid":
            yield from _stores(block)
        if isinstance(block, Fence) and block.info in _LISTS and region.kind == "stack":
            for number, words in enumerate(block.lines):
                key, value, _ = key_value(words)
                if key and value and len(key) <= 40:
                    yield Text(words.strip(), block.line + number, len(words) - len(words.lstrip()) + 1)


def _stores(diagram: Fence) -> Iterator[Text]:
    for number, words in enumerate(diagram.lines):
        for found in regex.finditer(r"\[\(\"?([^()\[\]\"]{2,60})\"?\)\]", words):
            yield Text(found.group(1), diagram.line + number, found.start(1) + 1)


@lru_cache(8192)
def _may_name(text: str, starts: tuple[str, ...] = ()) -> bool:
    """Whether a technology, of those that begin so or of all, may stand in a text: most cells of a SPEC repeat."""
    compacted = _compacted(text)
    for start in starts or _known():  # noqa: SIM110 - asked of every cell
        if start in compacted:
            return True
    return False


def _starts(text: str) -> tuple[str, ...]:
    """How the technologies begin that may stand in a text: few, and its lines need not be asked for the others."""
    compacted = _compacted(text)
    return tuple(start for start in _known() if start in compacted)


def _compacted(text: str) -> str:
    return text.lower().replace(" ", "").replace("-", "").replace("_", "")


def _words(line: Text, region: Region, draft: Draft, *, aside: bool = False) -> None:
    if is_comparison(line.text):
        return
    usual = _usual().search(line.text) if "(" in line.text else None
    for part in _PARTS:
        named = list(_search(part).finditer(line.text))
        for found in [] if len(named) > 1 and is_choice(line.text, named) else named:
            if not _is_name(found.group(1), line.text[found.end(1) :]) or _in_path(line.text, found):
                continue
            if is_set_aside(line.text, found.start(1)) or _is_platform(line.text, found):
                continue
            if is_later(line.text, found.start(1), found.end()) or is_example(line.text, found.end(1)):
                continue
            if aside and "/" in (
                line.text[found.start() - 1 : found.start()],
                line.text[found.end(1) : found.end(1) + 1],
            ):
                continue  # one or the other
            strength = _strength(line.text, found.start(1), found.end())
            others = part == "frameworks" and is_of_another(line.text[: found.start(1)])
            if strength == "must" and (others or (usual and usual.start() != found.end())):
                strength = "should"
            fact = Fact(
                keywords(part)[compact(found.group(1))],
                place(region.document.path, line, found.start(1), len(found.group(1))),
                strength="should" if aside and strength == "must" else strength,
                version=found.group(2) or "",
            )
            getattr(draft, part).append(fact)


_FULL_STACKS = ("next.js", "nextjs", "nuxt", "remix.run", "sveltekit")


def _full_stack(line: Text, region: Region, draft: Draft) -> None:
    """`Framework: Next.js`, `Next.js route handlers`: what makes the pages also answers calls, if nothing else does."""
    text = _both().sub(lambda both: "server".ljust(len(both[0])), line.text)
    if _beside().search(text) or _beside().search(region.title.text):
        return
    found = _search("full_stacks").search(text)
    if found and not (_serves().search(text) or _search("databases").search(text)):
        return  # beside a database nothing else is left to answer calls: `Next.js + Supabase`
    if found and not is_rejected(text, found.start(1), found.end()) and not is_comparison(text):
        name = keywords("full_stacks")[compact(found.group(1))]
        span = place(region.document.path, line, found.start(1), len(found.group(1)))
        draft.frameworks.append(Fact(name, span, strength="should", version=found.group(2) or ""))


@cache
def _both() -> re.Pattern[str]:
    return regex.compile(r"front-?end ?[/&+] ?back-?end|프론트(?:엔드)? ?[/&+·] ?백엔드", re.IGNORECASE)


@cache
def _serves() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:framework|back-?end|server|route handlers?|api routes?|app router|full[- ]?stack)\b"
        r"|프레임워크|백엔드|서버|풀스택",
        re.IGNORECASE,
    )


@cache
def _usual() -> re.Pattern[str]:
    """`SQLite (default), PostgreSQL`: the one of several that a service has where nobody chooses."""
    return regex.compile(r"(?<=\w) \((?:default|기본|기본값)\)(?=,|$)")


def _is_platform(text: str, found: re.Match[str]) -> bool:
    """`NestJS + Fastify`: NestJS runs on one of two others, which the service does not see."""
    before = text[max(0, found.start(1) - 40) : found.start(1)].lower()
    return (
        found.group(1).lower() in ("fastify", "express")
        and regex.search(r"nest\.?js\b(?: v?[\d.x]+)?\s*[+(]\s*$", before) is not None
    )


def _in_path(text: str, found: re.Match[str]) -> bool:
    """`lib/redis` and `/redis` are paths; `Supabase/Firebase` are two names."""
    beside = text[found.start() - 1 : found.start()] + text[found.end(1) : found.end(1) + 1]
    return "/" in beside and found.group(1).islower()


def _strength(text: str, start: int, end: int) -> Literal["must", "should", "not"]:
    if is_rejected(text, start, end):
        return "not"
    return "should" if is_lesser(text, start, end) else "must"


@cache
def _other() -> re.Pattern[str]:
    """What makes something else of a name: a GIN index, Firebase Cloud Messaging, Supabase Auth."""
    return regex.compile(
        r"[`*]*\s+(?:index|trigram|conventions?|idioms?|Cloud Messaging|Messaging|Auth(?:entication)?(?![A-Za-z])"
        r"|Crashlytics|Analytics|Realtime|Edge|실시간"
        r"|Hosting|Storage|Functions|Admin|Remote Config|JWTs?(?![A-Za-z])|인증|스토리지|syntax|dialect"
        r"|compatib\w+|문법|호환|방언)"
    )


@cache
def _sent() -> re.Pattern[str]:
    """What a plain word may stand before in capitals: `Express checkout`."""
    return regex.compile(r"[`*]*\s+(?:checkout|shipping|delivery)")


def _is_name(word: str, after: str) -> bool:
    """Common English words (gin, echo, a fast API) count as names only with a capital; no name is part of another."""
    if " " in word and word.isascii() and not word[0].isupper():
        return False
    if word.isascii() and word.lower() in keywords("common_words") and (not word.istitle() or _sent().match(after)):
        return False
    return not _other().match(after)


_KEYED = (":", "instance", "인스턴스")


def _keyed(line: Text, region: Region, draft: Draft) -> None:
    text = line.text
    if ":" in text:
        _key(line, region, draft)
    if ("instance" in text.lower() or "인스턴스" in text) and region.kind in _SECTIONS:
        _instances(line, region, draft)


def _key(line: Text, region: Region, draft: Draft) -> None:
    key, value, at = key_value(line.text)
    word = compact(key)
    if not (word in keywords("base_path") or word in _LISTED or key.lower() in _SETTINGS):
        return
    span = place(region.document.path, line, at)
    if word in keywords("base_path"):
        bases.add(value, span, draft)
    elif word in _LISTED and not _is_typed(value):
        for one in regex.split(r"[,/]", value):
            name, version = canonical(one)
            if name:
                draft.languages.append(Fact(name, span, strength="should", version=version))
    elif key.lower() in _SETTINGS:
        draft.settings.append(Fact(f"{key.lower()}={bare(value).split(' ')[0]}", span))


def _is_typed(value: str) -> bool:
    """`language: string(10)` is a field."""
    return known_type(bare(value).split(",")[0]) is not None


@cache
def _count() -> re.Pattern[str]:
    return regex.compile(
        r"(?<!\d)(\d{1,4}|one|two|three|four|five|six|eight|ten)\s+(?:\w+\s+)?instances?\b"
        r"|인스턴스\s*(\d{1,4})\s*(?:대|개)?",
        re.IGNORECASE,
    )


def _instances(line: Text, region: Region, draft: Draft) -> None:
    found = _count().search(line.text)
    if found:
        span = place(region.document.path, line, found.start(), found.end() - found.start())
        draft.instances.append(Fact(in_digits(found.group(1) or found.group(2)), span))
