"""What lines say of the endpoint above them: auth, request, responses, errors, filters and sorts."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from groundplan import regex
from groundplan.document import Text
from groundplan.grammar import vocabulary
from groundplan.spec.callers.access import access_in, is_access, read_access
from groundplan.spec.draft import Draft, place
from groundplan.spec.endpoints import behind
from groundplan.spec.endpoints.asking import MAX_LABEL
from groundplan.spec.endpoints.listings import joined, listed, listing, names
from groundplan.spec.endpoints.sentences import (
    VERBS,
    answered,
    cited,
    codes,
    covered,
    ends,
    is_status,
    labelled,
    members,
    spans,
    told_answers,
)
from groundplan.spec.fields import fields, inline
from groundplan.spec.model import AccessNote, Endpoint, Field, FieldType, Response
from groundplan.spec.text import tables
from groundplan.spec.text.identifiers import listed_ids
from groundplan.spec.text.words import bare, key_value, kind_of, split


def read(endpoint: Endpoint, line: Text, path: str, draft: Draft) -> Endpoint:
    """The endpoint with what `line` says; the same object when it says nothing."""
    told = behind.parts(line)
    for kind, one in told:
        endpoint = apply(endpoint, kind, one, path, draft) if kind else _read(endpoint, one, path, draft)
    parts = _parts(line) if not told else ()
    for one in parts:
        if len(parts) > 1 and _is_code(one.text):
            endpoint = apply(endpoint, "response", one, path, draft)
        else:
            endpoint = _read(endpoint, one, path, draft)
    return endpoint


def begins(text: str, start: int) -> int:
    """Where words behind a call come to what has labels: `list rows (tutor): all of them. Body: a, b. Answers: 201`."""
    own = behind.begins(text, start)
    if ": " not in text[start:own]:
        return own
    labels = regex.compile(r"(?:\. |\): )\s*[*`]*(?P<label>[A-Z가-힣][\w가-힣 ]{1,24}?)[*`]*: ?").finditer(text, start)
    return next((one.start() + 2 for one in labels if kind_of("details", one["label"]) in _TOLD), own)


_TOLD = frozenset({"request", "response", "errors"})


def _parts(line: Text) -> tuple[Text, ...]:
    """`Role: clerk. Body: { a: int }. 201 Order. Errors: 400, 401`: each sentence; the line where it is not such."""
    if ". " not in line.text or not (": " in line.text or regex.has(line.text, VERBS)):
        return (line,)
    stops = [0, *(one.end() for one in ends().finditer(line.text)), len(line.text)]
    parts = tuple(
        Text(line.text[start:end].rstrip(" ."), line.line, line.column + start) for start, end in pairwise(stops)
    )
    labels = [(kind_of("details", key), value) for key, value, _ in (key_value(one.text) for one in parts)]
    told = any(
        (kind in ("response", "errors") and is_status(value[:3]))
        or (kind == "auth" and _is_short(value))
        or (kind == "filters" and value[:1] == "`")
        for kind, value in labels[1:]
    )
    told = told or any(answered().match(one.text) or codes().fullmatch(one.text) for one in parts[1:])
    return parts if told or sum(bool(kind) for kind, _ in labels) >= _FEW else (line,)


_FEW = 2


def _is_short(value: str) -> bool:
    """Whether callers are named and no more: `player (own boats only), clerk. Header ...`."""
    first = value.partition(". ")[0]
    return len(regex.compile(r" ?\([^()]*\)").sub("", first) if "(" in first else first) <= MAX_LABEL


def _read(endpoint: Endpoint, line: Text, path: str, draft: Draft) -> Endpoint:
    if answer := labelled().match(bare(line.text)):
        return endpoint._replace(responses=(*endpoint.responses, Response(int(answer[1]), place(path, line))))
    key, value, at = key_value(line.text)
    head, _, status = key.partition(" ")
    kind = kind_of("details", key) or ("" if _parameter().match(status) else kind_of("details", head))
    if kind == "auth" and line.text.lstrip("-* ").startswith("`"):
        kind = ""  # `role`: what is so marked is sent
    if not kind and key.lower() == "type" and value.partition(" ")[0].lower() in _OPENNESS:
        kind = "auth"
    if not kind and (is_status(key) or (is_status(head) and status.lower() in vocabulary("reason_phrases"))):
        kind, status = "response", head  # `**404 Not Found**: no such boat`
    if not kind:
        return _sentence(endpoint, line, path, draft)
    inner = Text(value, line.line, line.column + at)
    if kind == "response" and is_status(status.strip("()")):
        inner = inner._replace(text=f"{status.strip('()')} {value}")
    if not value and not (kind == "response" and status):
        return endpoint
    if kind == "auth" and ". " in value:
        first, _, rest = value.partition(". ")
        endpoint = apply(endpoint, kind, inner._replace(text=first), path, draft)
        return listing(endpoint._replace(requirements=joined(endpoint.requirements, covered(rest))), rest)
    return apply(endpoint, kind, inner, path, draft)


_OPENNESS = ("public", "protected", "private")
"""Of these types a call is by who may make it."""


@cache
def _parameter() -> re.Pattern[str]:
    """What follows the name of something that is sent: `role - filter by role`, `role (optional)`."""
    return regex.compile(r"[-–—] ?|\((?:optional|required|string|integer|enum|query|선택|필수)\b", re.IGNORECASE)


def _sentence(endpoint: Endpoint, line: Text, path: str, draft: Draft) -> Endpoint:
    told = answered().match(line.text)
    if told:  # `Returns 201 with the Order; 401, 409`
        said = told["en"] or told["ko"].replace("과 ", " ").replace("와 ", " ")
        at = told.start("en" if told["en"] else "ko")
        return _response(endpoint, line._replace(text=said, column=line.column + at), path, draft)
    found = listing(endpoint, line.text)
    found = found._replace(requirements=joined(found.requirements, covered(line.text)))
    words = bare(line.text)
    labels = words.endswith(":")  # `Required:` says nothing by itself
    said = line.text.rpartition(". ")[0] if labels else line.text  # `Public. Body:`
    note = access_in(said, place(path, line), endpoint.method) if endpoint.access is None and said else None
    if note:
        found = found._replace(access=note)
    if not found.description and not labels and not line.text.startswith(("-", "|")):
        found = found._replace(description=words) if found.summary else found._replace(summary=words)
    ids = _served().search(line.text.rstrip(". ")) if "(" in line.text else None
    own = listed_ids(ids[1]) if ids else cited(line.text) if ")" in line.text else ()
    return found._replace(requirements=joined(found.requirements, own)) if own else found


def _told_body(endpoint: Endpoint, cell: Text, path: str, draft: Draft) -> Endpoint:
    """With the body that words about a call show: `` a booking, `{ day: date }` ``, or nothing else."""
    asked = apply(endpoint, "request", cell, path, draft, lenient=True)
    is_typed = all(one.type.base != "unknown" for one in asked.request or ())
    is_whole = cell.text.startswith("`{") and cell.text.rstrip(". ").endswith("}`")
    return asked if is_typed or is_whole else endpoint  # else named in passing


_COLUMNS = (("errors", "errors"), ("status", "errors"), ("response", "response"), ("request", "request"))


def of_row(endpoint: Endpoint, row: tuple[Text, ...], found: tables.Columns, path: str, draft: Draft) -> Endpoint:
    """The endpoint with what the other cells of its row say."""
    for column, key in _COLUMNS:
        cell = tables.cell(row, found, column)
        if cell and not cell.text.strip("-—– `"):
            continue
        if cell and column == "request" and endpoint.method == "GET":
            endpoint = narrowed(endpoint, cell, path, draft)
        elif cell and not (column == "status" and "errors" in found):
            endpoint = apply(endpoint, key, cell, path, draft, lenient=True)
    words = tables.cell(row, found, "summary")
    if words and endpoint.method == "GET":
        endpoint = listing(endpoint, words.text)
    for cell in (words, tables.cell(row, found, "remark")):
        if cell and endpoint.method != "GET" and endpoint.request is None and "`{" in cell.text:
            endpoint = _told_body(endpoint, cell, path, draft)
    ids = tables.cell(row, found, "requirement") or tables.cell(row, found, "criteria")
    return endpoint._replace(requirements=joined(endpoint.requirements, listed_ids(ids.text))) if ids else endpoint


def narrowed(endpoint: Endpoint, cell: Text, path: str, draft: Draft) -> Endpoint:
    """With what a cell of a list says that it is called with: `filters `state`, `planned_on``."""
    head, _, rest = bare(cell.text).partition(" ")
    kind = kind_of("details", head)
    return apply(endpoint, kind, cell._replace(text=rest), path, draft) if kind in _NARROWING else endpoint


_NARROWING = ("filters", "sorts", "search")


def apply(endpoint: Endpoint, kind: str, text: Text, path: str, draft: Draft, *, lenient: bool = False) -> Endpoint:
    """The endpoint with one detail; `lenient` says nothing of what it cannot read (free table cells)."""
    if kind == "auth":
        return _called_by(endpoint, text, path, draft)
    if kind == "request":
        return _request(endpoint, text, path, draft, lenient)
    if kind == "response":
        return _response(endpoint, text, path, draft)
    if kind == "errors":
        return endpoint._replace(responses=(*endpoint.responses, *_errors(text, path)))
    if kind in ("filters", "sorts", "search"):
        return endpoint if _is_nothing(text.text) else listed(endpoint, kind, names(text.text))
    if kind == "requirements":
        return endpoint._replace(requirements=joined(endpoint.requirements, listed_ids(text.text)))
    return endpoint._replace(description=bare(text.text), requirements=joined(endpoint.requirements, cited(text.text)))


def _called_by(endpoint: Endpoint, text: Text, path: str, draft: Draft) -> Endpoint:
    """`SETTLER (R-02)`, `public, 10 a minute for each address (R-08)`: callers, a limit, requirements."""
    found = _served().search(text.text)
    ids = listed_ids(found.group(1)) if found else ()
    words = text.text[: found.start()] if found and ids else text.text
    where = place(path, text)
    note = AccessNote("authenticated", where) if _header().match(words) else None
    note = note or read_access(words, where) or access_in(words, where) or read_access(_first(words), where)
    if note is None:
        draft.miss(path, text, "access")
    return endpoint._replace(access=note or endpoint.access, requirements=joined(endpoint.requirements, ids))


@cache
def _header() -> re.Pattern[str]:
    """`Bearer YOUR_CRON_SECRET`: what a header holds, and no role."""
    return regex.compile(r"`?(?:Bearer|Basic|Token|ApiKey) \S+`?$", re.IGNORECASE)


@cache
def _served() -> re.Pattern[str]:
    return regex.compile(r"\s*[(\[]((?:[A-Z][\w.-]*\d|\d+\.\d+)(?:\s*[,~/]\s*[\w.-]+)*)[)\]]\s*$")


def _first(words: str) -> str:
    """The callers that come before the first comma, where a vocabulary knows them; empty where it does not."""
    first = words.partition(",")[0]
    return first if is_access(first) else ""


def _is_nothing(words: str) -> bool:
    """`**Query parameters**: None`, `요청 본문: 없음`."""
    return bare(words).rstrip(".").lower() in ("none", "no body", "empty", "-", "없음")


def _request(endpoint: Endpoint, text: Text, path: str, draft: Draft, lenient: bool) -> Endpoint:
    start = text.text.find("{")
    if start >= 0:
        body = _body(text, path, start)
        if body is not None:
            return endpoint._replace(request=body[0])
    sent = inline.typed(text, path) or _spelled(text, path) or inline.names(text, path) if start < 0 else ()
    sent = sent or (inline.single(text, path) if lenient else ())
    if sent:
        return endpoint._replace(request=sent)
    words = bare(text.text)
    if _is_nothing(words):
        return endpoint._replace(request=())
    if words.isidentifier() and words[:1].isupper():
        return endpoint._replace(request=endpoint.request or (), request_entity=words)
    if not lenient and start >= 0:
        draft.miss(path, text, "body")
    return endpoint


def tells_body(text: str) -> bool:
    """Whether what stands behind a call in a list of bodies may be one: `{ ... }`, `` `name` string(80) required``."""
    return "{" in text or _first_member().match(text) is not None


@cache
def _first_member() -> re.Pattern[str]:
    return regex.compile(r"[`*]*: *(?=`[A-Za-z_]\w*`[ (:])")


def _spelled(text: Text, path: str) -> tuple[Field, ...]:
    """The members of `` `name` string(80) required, `depth` int``, each with its type; none of any other text."""
    opens = _first_member().match(text.text)
    pieces = split(text.text[opens.end() :].rstrip(". ")) if opens else []
    at = text.column + (opens.end() if opens else 0)
    marked = ((one.replace("` ", "`: ", 1), start) for one, start in pieces)
    found = [fields.from_bullet(Text(one, text.line, at + start), path) for one, start in marked]
    own = tuple(one.field for one in found if one and _has_type(one.field))
    return own if len(own) == len(pieces) else ()


def _body(text: Text, path: str, start: int) -> tuple[tuple[Field, ...], bool] | None:
    """The members of a body in a line, with types or as an example shows them: `{ "name": "Mara", "crew": 3 }`."""
    found = fields.from_body(text, path, start)
    if not _json().match(text.text, start):
        return (tuple(map(_counted, found[0])), found[1]) if found else None
    if found and any(_has_type(one) for one in found[0]):
        return tuple(map(_counted, found[0])), found[1]
    from groundplan.spec.fields.examples import example, fields_of

    end = text.text.rfind("}") + 1
    value = example([Text(text.text[start:end], text.line, text.column + start)])
    own = fields_of(value, path) if value and value.kind == "object" else ()
    return (own, False) if own else found


@cache
def _json() -> re.Pattern[str]:
    return regex.compile(r'\{\s*"')


def _counted(one: Field) -> Field:
    """A member with a number where others have types: `{ "name": "string", "price": 900 }`."""
    number = one.type.values[0] if one.type.base == "enum" and len(one.type.values) == 1 else ""
    is_number = number.lstrip("-").replace(".", "", 1).isdecimal()
    return one._replace(type=FieldType("float" if "." in number else "int")) if is_number else one


def _has_type(one: Field) -> bool:
    """A password is one by its name, whatever stands behind it."""
    return one.type.base not in ("unknown", "enum", "password") or len(one.type.values) > 1


def _response(endpoint: Endpoint, text: Text, path: str, draft: Draft) -> Endpoint:
    """Every answer of a list: `201 with the Order; 400 malformed; 409 closed`."""
    text = text._replace(text=text.text.rstrip(". "))
    for mark in ";,":
        parts = [Text(part, text.line, text.column + at) for part, at in split(text.text, mark)]
        if len(parts) > 1 and all(is_status(bare(one.text)[:3]) and _is_code(bare(one.text)) for one in parts):
            break
    else:
        parts = [text]
    for one in (each for part in parts for each in told_answers(part)):
        endpoint = _answer(endpoint, one, path, draft)
    return endpoint


def _answer(endpoint: Endpoint, text: Text, path: str, draft: Draft) -> Endpoint:
    words = bare(text.text)
    head, _, rest = words.partition(" ")
    head = head.rstrip(":,")
    if not is_status(head):
        head, rest = ("200" if endpoint.method != "POST" else "201"), words
    response = Response(int(head), place(path, text))
    brace = text.text.find("{")
    if brace >= 0:
        body = _body(text, path, brace)
        if body is None and "..." not in text.text:  # `{ data: {...} }` is cut short
            draft.miss(path, text, "body")
        elif body is not None:
            response = response._replace(fields=body[0], many=body[1])
    elif listed := spans().fullmatch(text.text) or members().fullmatch(text.text):  # 201 with `id`, `name` and `price`
        names = regex.findall(r"(?!and\b)\b[a-z]\w*", listed[1])
        response = response._replace(fields=tuple(fields.make(one, fields.UNKNOWN, response.span, ()) for one in names))
    else:
        response = _named(response, rest.strip(" :-—"))
    return endpoint._replace(responses=(*endpoint.responses, response))


def _named(response: Response, rest: str) -> Response:
    rest = _lead().sub("", rest).rstrip(".")
    name = (
        rest.removeprefix("list of ")
        .removeprefix("page of ")
        .removeprefix("array of ")
        .removesuffix("[]")
        .removesuffix(" 목록")
        .strip()
    )
    many = name != rest
    is_code = name.isupper() and ("_" in name or response.status >= _FAULT)  # 409 `NAME_TAKEN`
    if name.isidentifier() and name[:1].isupper() and not is_code and name.lower() not in vocabulary("reason_phrases"):
        return response._replace(entity=name, many=many)
    return response._replace(note=rest)


@cache
def _lead() -> re.Pattern[str]:
    return regex.compile(r"^(?:with )?(?:a |the |an (?=updated [A-Z]))?(?:(?:new|created|updated|changed) (?=[A-Z]))?")


_FAULT = 400


def _errors(text: Text, path: str) -> list[Response]:
    return [
        Response(status, place(path, text, at, length), note=note) for status, note, at, length in _statuses(text.text)
    ]


@lru_cache(2048)
def _statuses(text: str) -> tuple[tuple[int, str, int, int], ...]:
    """Each status of a list with its words, offset and length: most cells of a column say the same."""
    parts = [(bare(part), at, len(part)) for part, at in split(text)]
    return tuple(
        (int(words[:3]), words[3:].strip(" :-—()"), at, length) for words, at, length in parts if _is_code(words)
    )


def _is_code(words: str) -> bool:
    """Whether three digits come first, those of no status too: lint says that 609 is none."""
    return words[:3].isascii() and words[:3].isdecimal() and len(words) >= len("200") and not words[3:4].isalnum()
