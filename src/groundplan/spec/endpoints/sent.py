"""What a sentence says right behind an endpoint that it takes: `POST /boats endpoint that accepts `name` and `length``.

Also `POST /boats SHALL accept a JSON body with a `name` (string) and an optional `pierId` (UUID or null)`,
``POST /boats`는 `name`, `length`를 받는다`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place
from groundplan.spec.endpoints.body import Body
from groundplan.spec.entities import parts
from groundplan.spec.fields import fields
from groundplan.spec.fields.cells import read_type
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.spec.draft import Draft
    from groundplan.spec.endpoints.body import Role
    from groundplan.spec.model import Endpoint, Field
    from groundplan.spec.text.paths import Mention

_WORDS = ("accept", "tak", "requir", "receiv", "받", "입력")
"""Of which one stands in each such sentence."""
_WRITES = frozenset({"POST", "PUT", "PATCH"})
_LEAST = 2
"""One name may be of a parameter, where the sentence does not say that it is of a body."""


@cache
def _opens() -> re.Pattern[str]:
    return regex.compile(
        r"[`*]*(?: (?:REST )?(?:endpoint|API|route))?(?:,[^,.;`]{1,50},)?"
        r"(?: (?:that|which|to|SHALL|shall|MUST|must))? (?:accept|take|require|receive)(?:s|ing)?"
        r"(?P<body>(?: (?:an?|the))?(?: (?:valid|JSON|request|multipart))*(?: (?:body|payload|object))?"
        r"(?: (?:with|containing|of))?)(?: (?:the|required|following|fields|properties))*:? "
    )


_SHOWN = r"`[A-Za-z_]\w*\??`(?: ?\((?:[^()]|\([^()]*\))*\))?"
"""A name in a code span, and what is said of it in a bracket."""


@cache
def _listed() -> re.Pattern[str]:
    name = rf"(?:(?:an?|the|and) )*(?:[a-z][a-z-]* ){{0,2}}{_SHOWN}"
    return regex.compile(rf"{name}(?:(?:, and |, | and ){name}){{0,30}}")


@cache
def _korean() -> re.Pattern[str]:
    """The list stands before the verb: `` `name`, `length`를 받아``."""
    return regex.compile(
        r"[`*]*(?: (?:엔드포인트|API))?[은는이가에]?(?:서는?)? (?:요청 )?(?:본문|바디)?(?:으로|에)? ?"
        rf"(?P<list>{_SHOWN}(?:(?:, |와 |과 | 및 ){_SHOWN}){{0,30}}) ?(?:필드)?[을를] (?:필수로 )?(?:입력)?받"
    )


@cache
def _in_words() -> re.Pattern[str]:
    """`title, price를 필수 요청 파라미터로 하여`, `name, rig를 body로 전달`, `Body: name, rig`: names without spans."""
    name = r"`?[A-Za-z_][A-Za-z\d_]*`?"
    listed = rf"{name}(?:(?:, ?|와 |과 | 및 ){name}){{0,20}}"
    sent = r"(?:요청 ?)?(?:본문|바디|body|파라미터|parameter|params|데이터|값|필드|json)"
    act = "하여|해서?|담아|전달|보내|받|전송|입력|넣"
    return regex.compile(
        rf"(?<![\w.])(?P<korean>{listed}) ?[을를] (?:필수 ?|필수로 )?{sent} ?(?:으?로|에) (?:{act})"
        rf"|\b(?:[Rr]equest )?[Bb]ody: ?(?P<english>{listed})(?=$|[.;)])",
        re.IGNORECASE,
    )


def of_row(endpoint: Endpoint, words: Text, path: str, draft: Draft) -> Endpoint:
    """The endpoint with what the words of its row say that it takes."""
    asks = endpoint.method in _WRITES and endpoint.request is None
    if not asks or (words.text.isascii() and "body" not in words.text.lower()):
        return endpoint
    found = _in_words().search(words.text)
    if found is None:
        return endpoint
    start, stop = found.span("korean" if found["korean"] else "english")
    names = (
        (one[0], start + one.start())
        for one in regex.compile(r"[A-Za-z_][A-Za-z\d_]*").finditer(words.text[start:stop])
    )
    made = tuple(
        fields.make(name, fields.UNKNOWN, place(path, words, at, len(name)), (), origin="inferred")
        for name, at in names
    )
    _add(made, words, path, endpoint, draft)
    return endpoint._replace(request=made)


def _add(told: tuple[Field, ...], where: Text, path: str, one: Endpoint, draft: Draft, role: Role = "request") -> None:
    from groundplan.spec.fields.examples import object_of

    draft.bodies.append(Body(role, object_of(told), where, path, where.line, one.method, one.path, fields=told))


def _taken(line: Text, end: int, path: str) -> tuple[Field, ...]:
    """The members of the body that an endpoint takes, which a line names up to `end`; none where it tells none."""
    if not regex.has(line.text, _WORDS):
        return ()
    opens = _opens().match(line.text, end)
    found = _listed().match(line.text, opens.end()) if opens else None
    korean = None if opens else _korean().match(line.text, end)
    if found is None and korean is None:
        return _drawn(line, opens.end(), path) if opens else ()
    start, stop = found.span() if found else korean.span("list") if korean else (0, 0)
    named = parts.named(line.text, (line,), path, start, stop)
    of_body = opens is not None and any(word in opens["body"] for word in ("body", "payload", "object", "JSON"))
    return tuple(named) if len(named) >= (1 if of_body else _LEAST) else ()


def read(line: Text, mention: Mention, path: str, draft: Draft, first: int) -> None:
    """What a sentence says that the endpoints of one mention take, those from `first` on."""
    writes = _WRITES.intersection(mention.methods)
    told = _of_label(line, mention, path) or _taken(line, mention.end, path) if writes else ()
    if "`, " in line.text or "` and `" in line.text:
        told = told or (_given(line, mention.end, path) if writes else ())
        shown = _answered(line, mention.end, path)
        for one in draft.endpoints[first:] if shown else ():
            _add(shown, line, path, one, draft, "answer")
    for index in range(first, len(draft.endpoints) if told else first):
        one = draft.endpoints[index]
        draft.endpoints[index] = one._replace(request=told)
        _add(told, line, path, one, draft)


_MUST = r"(?:SHALL|MUST|shall|must|should|will)"
_SPANS = r"`[A-Za-z_]\w*`(?:(?:, and |, | and )`[A-Za-z_]\w*`)+"


def _given(line: Text, end: int, path: str) -> tuple[Field, ...]:
    """``WHEN a POST request is received at `/boats` with valid `name` and `length` fields, THE API SHALL``."""
    found = _with().match(line.text, end)
    return tuple(parts.named(line.text, (line,), path, *found.span(1))) if found else ()


@cache
def _with() -> re.Pattern[str]:
    return regex.compile(
        r"[`*]*(?: (?:request )?(?:is (?:received|made|sent)))?,? (?:with|containing) (?:an? |the )?(?:valid |JSON )*"
        rf"(?:(?:body|payload) (?:with|containing|of) )?({_SPANS})"
        r"(?= (?:fields?|in the (?:body|request))\b|, (?:THE|the) )"
    )


def _answered(line: Text, end: int, path: str) -> tuple[Field, ...]:
    """``SHALL create it and return HTTP 201 with `id`, `name` and `length` ``."""
    found = _returns().search(line.text, end)
    return tuple(parts.named(line.text, (line,), path, *found.span(1))) if found else ()


@cache
def _returns() -> re.Pattern[str]:
    status = r"(?:HTTP )?(?:status )?(?:code )?2\d\d(?: [A-Z][A-Za-z]+)?"
    return regex.compile(
        rf"\b{_MUST} (?:[^.;]{{2,80}}? and )?(?:return|respond with|answer)(?: with)? {status} with "
        rf"(?:[^.;`]{{2,60}}? (?:with|containing|including) )?(?:the (?:updated|created|new) |the )?({_SPANS})"
    )


def _of_label(line: Text, mention: Mention, path: str) -> tuple[Field, ...]:
    """``Body of `POST /boats`: `name` (string), `depth` (int)``, `` `POST /boats` 본문: `name`(string)``."""
    behind = _label().match(line.text, mention.end) if "`" in line.text[mention.end + 1 :] else None
    if behind is None or bool(behind["korean"]) == bool(_body_of().fullmatch(line.text[: mention.start])):
        return ()
    listed_ = _listed().match(line.text, behind.end())
    if listed_ is None:
        return ()
    pieces = [
        Text(part, line.line, line.column + listed_.start() + at)
        for part, at in split(listed_[0].replace(" and ", ",    ").replace(",,", " ,"))
        if part.strip()
    ]
    found = [fields.from_bullet(one, path) for one in pieces]
    own = tuple(one.field for one in found if one)
    return own if len(own) == len(pieces) else tuple(parts.named(line.text, (line,), path, *listed_.span()))


@cache
def _label() -> re.Pattern[str]:
    return regex.compile(r"[`*]*(?P<korean>의? ?(?:요청 ?)?(?:본문|바디|body))?[`*]*: ?", re.IGNORECASE)


@cache
def _body_of() -> re.Pattern[str]:
    return regex.compile(r"\W*(?:the )?(?:request )?(?:body|payload|fields) (?:of|for|to) [`*]*", re.IGNORECASE)


def _drawn(line: Text, start: int, path: str) -> tuple[Field, ...]:
    """`that accepts `{ name, length }``."""
    start += line.text[start : start + 1] == "`"
    stop = line.text.find("}", start) + 1
    is_drawn = line.text.startswith("{", start)
    found = fields.from_body(line._replace(text=line.text[:stop]), path, start) if is_drawn else None
    return found[0] if found else ()


@cache
def _demands() -> re.Pattern[str]:
    must = r"must|should|needs?|has to|requires?|includes?|contains?|have|with"
    return regex.compile(
        rf"\b(?:object|body|request|payload|data)\b.* (?:{must})\b.*:$"
        r"|\brequired (?:fields|keys|properties|attributes).*:$|필수 ?(?:필드|값|항목|키).*:?$",
        re.IGNORECASE,
    )


def demands(label: str) -> bool:
    """Whether words say that what is sent stands below them: `The object must have:`, `필수 항목:`."""
    return len(label) <= _LABEL and _demands().search(label.strip("*_` ")) is not None


_LABEL = 60


@cache
def _one() -> re.Pattern[str]:
    return regex.compile(r"\s*`?([a-z_]\w*)`?(?:\s*(?:[-–—:]|//|#)\s+(\S.*))?,?$", re.IGNORECASE)


def listed(lines: Sequence[Text], path: str) -> tuple[Field, ...]:
    """The names of lines, one a line with words or without; none where a line is anything else."""
    found = [(_one().fullmatch(line.text), line) for line in lines if line.text.strip()]
    if not all(one for one, _ in found):
        return ()
    return tuple(
        fields.make(one[1], fields.UNKNOWN, place(path, line, one.start(1), len(one[1])), (), description=one[2] or "")
        for one, line in found
        if one
    )


def assigned(lines: Sequence[Text], path: str) -> tuple[Field, ...]:
    """The names of lines that give each its type, `name=[string]`; none where a line is anything else."""
    found = [(_assignment().fullmatch(line.text), line) for line in lines]
    if not found or not all(one for one, _ in found):
        return ()
    return tuple(
        fields.make(one[1], read_type(one[2]) or fields.UNKNOWN, place(path, line, one.start(1), len(one[1])), ())
        for one, line in found
        if one
    )


@cache
def _assignment() -> re.Pattern[str]:
    return regex.compile(r"\s*`?([A-Za-z_]\w*)\s?=\s?\[([\w ]+)\]`?\s*")
