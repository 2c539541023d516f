"""What a sentence says right behind an endpoint that it takes: `POST /boats endpoint that accepts `name` and `length``.

Also `POST /boats SHALL accept a JSON body with a `name` (string) and an optional `pierId` (UUID or null)`,
``POST /boats`는 `name`, `length`를 받는다`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.endpoints.bodies import Body
from groundplan.spec.entities import parts
from groundplan.spec.fields import fields
from groundplan.spec.fields.examples import object_of

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Field
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


_SHOWN = r"`[A-Za-z_]\w*\??`(?: ?\([^()]*\))?"
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
    told = _taken(line, mention.end, path) if _WRITES.intersection(mention.methods) else ()
    for index in range(first, len(draft.endpoints) if told else first):
        one = draft.endpoints[index]
        draft.endpoints[index] = one._replace(request=told)
        draft.bodies.append(Body("request", object_of(told), line, path, line.line, one.method, one.path, fields=told))


def _drawn(line: Text, start: int, path: str) -> tuple[Field, ...]:
    """`that accepts `{ name, length }``."""
    start += line.text[start : start + 1] == "`"
    stop = line.text.find("}", start) + 1
    is_drawn = line.text.startswith("{", start)
    found = fields.from_body(line._replace(text=line.text[:stop]), path, start) if is_drawn else None
    return found[0] if found else ()
