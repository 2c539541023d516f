"""Endpoints in the canonical SPEC: rows of a table, and headings with a bullet for each thing that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Item, Table
from groundplan.spec.canonical.data import field_rows
from groundplan.spec.canonical.forms import CALLS, form_of, marked, spellings
from groundplan.spec.draft import place
from groundplan.spec.fields import fields
from groundplan.spec.model import AccessNote, Endpoint, Field, Response, Sample
from groundplan.spec.text.paths import METHODS, normalised

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.source import Span
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

PUBLIC, USER, SIGNED = "none", "user", "signature"
NOTE = " — "
"""Between what an answer holds and the words beside it."""
NOTHING = "none"
UNNAMED = "-"
"""An example that names no media type."""
BODY, SCHEMA = "body", "schema"
"""The info words of the fences of an example."""
_KINDS = {PUBLIC: "public", USER: "authenticated", SIGNED: "signature"}
_STATUS = regex.compile(r"(\d{3})$")
_LISTS = ("filters", "sorts", "search", "requirements")


def read(region: Region, draft: Draft) -> bool:
    """The endpoints of a region; False where one of its blocks is in no form."""
    if region.level > 2:
        found = _Headed(region.document.path).read(region)
        draft.endpoints += found or ()
        return found is not None
    made: list[Endpoint] = []
    for block in region.blocks:
        rows = _rows(block, region.document.path) if isinstance(block, Table) else None
        if rows is None:
            return False
        made += rows
    draft.endpoints += made
    return True


def _rows(table: Table, path: str) -> list[Endpoint] | None:
    if form_of(tuple(cell.text for cell in table.header)) != CALLS:
        return None
    found: list[Endpoint] = []
    for row in table.rows:
        if len(row) != 4:
            return None
        method, where, access, summary = row
        endpoint = _endpoint(f"{method.text} {where.text}", where, path)
        if endpoint is None:
            return None
        words, inferred = marked(summary.text)
        found.append(
            endpoint._replace(
                access=access_of(access.text, place(path, access)), summary=words,
                origin="inferred" if inferred else "stated",
            )
        )  # fmt: skip
    return found


def _endpoint(words: str, line: Text, path: str) -> Endpoint | None:
    method, _, raw = words.partition(" ")
    raw = raw.strip("`")
    if method not in METHODS or not raw.startswith("/") or " " in raw:
        return None
    return Endpoint(method, normalised(raw)[0], place(path, line), raw, carrier="heading")


def access_of(words: str, span: Span) -> AccessNote | None:
    """Who may call: nobody in particular, a user, a machine that signs, or one of some roles."""
    said, inferred = marked(words)
    if not said:
        return None
    roles = () if said in _KINDS else tuple(part.strip() for part in said.split(","))
    return AccessNote(_KINDS.get(said, "roles"), span, roles, "inferred" if inferred else "stated")  # type: ignore[arg-type]


class _Headed:
    """`### GET /path` and what stands under it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.table = ""
        self.values: dict[str, object] = {}
        self.responses: list[Response] = []
        self.samples: list[Sample] = []
        self.shown: Sample | None = None
        self.answering = False

    def read(self, region: Region) -> list[Endpoint] | None:
        """The one endpoint of the region, or None where something is in no form."""
        words, inferred = marked(region.title.text)
        endpoint = _endpoint(words, region.title, self.path)
        if endpoint is None or not all(self._block(block) for block in region.blocks):
            return None
        values = {**self.values, "responses": tuple(self.responses), "samples": tuple(self.samples)}
        return [endpoint._replace(**values, origin="inferred" if inferred else "stated")]  # type: ignore[arg-type]

    def _block(self, block: object) -> bool:
        if isinstance(block, Item) and not block.depth:
            words = " ".join(line.text for line in block.lines)
            return self._line(block.lines[0]._replace(text=words))
        if isinstance(block, Table) and self.table:
            found = field_rows(block, self.path)
            if found is None:
                return False
            if self.table == "response":
                self.responses[-1] = self.responses[-1]._replace(fields=found)
            else:
                self.values[self.table] = found
            self.table = ""
            return True
        return isinstance(block, Fence) and self._text(block)

    def _text(self, fence: Fence) -> bool:
        """The body or the JSON Schema of the example before it."""
        if self.shown is None or fence.info not in (BODY, SCHEMA):
            return False
        text = "\n".join(fence.lines)
        return self._show(self.shown._replace(text=text) if fence.info == BODY else self.shown._replace(schema=text))

    def _show(self, sample: Sample, *, new: bool = False) -> bool:
        """Keeps the example that is being read, of a request or of the last answer."""
        self.shown, self.table = sample, ""
        if self.answering:
            self.responses[-1] = self.responses[-1]._replace(sample=sample)
        else:
            self.samples = [*(self.samples if new else self.samples[:-1]), sample]
        return True

    def _sample(self, head: str, value: str) -> bool | None:
        """Whether a line of an example is in form; None for another line."""
        if head in spellings("key.header"):
            name, colon, held = value.partition(": ")
            known = self.shown is not None and bool(colon)
            return known and self._show(self.shown._replace(headers=(*self.shown.headers, (name, held))))  # type: ignore[union-attr]
        if head not in spellings("key.request_sample") + spellings("key.response_sample"):
            return None
        self.answering = head in spellings("key.response_sample")
        started = not self.answering or bool(self.responses)
        return started and self._show(Sample("" if value == UNNAMED else value), new=True)

    def _line(self, line: Text) -> bool:
        head, colon, value = line.text.partition(":")
        value = value.strip()
        known = self._sample(head, value) if colon else None
        if known is not None:
            return known
        word, _, status = head.partition(" ")
        if word in spellings("key.response"):
            return self._response(line, status.split(NOTE)[0].strip())
        key = next((one for one in _KEYS if head in spellings(f"key.{one}")), "")
        if not colon or not key:
            return False
        if key in _LISTS:
            self.values[key] = tuple(part.strip() for part in value.split(","))
        elif key == "auth":
            self.values["access"] = access_of(value, place(self.path, line))
        elif key in ("summary", "description"):
            self.values[key] = value
        else:
            return self._request(key, value, line)
        return True

    def _request(self, key: str, value: str, line: Text) -> bool:
        name, body = _body(value, line, self.path)
        self.table = key
        if value == NOTHING:
            self.values["request"] = ()
        else:
            self.values[key] = body[0] if body else ()
            self.values["request_entity" if key == "request" else key] = name if key == "request" else self.values[key]
        return body is not None or "{" not in value

    def _response(self, line: Text, status: str) -> bool:
        if not _STATUS.match(status):
            return False
        rest = line.text.split(status, 1)[1]
        held, _, note = rest.partition(NOTE)
        held = held.strip(": ")
        many = held.endswith("[]")
        name, body = _body(held.removesuffix("[]"), line, self.path)
        if body is None and "{" in held:
            return False
        members = body[0] if body else ()
        span = place(self.path, line)
        self.responses.append(Response(int(status), span, name, many or bool(body and body[1]), members, note.strip()))
        self.table = "response"
        return True


_KEYS = ("summary", "description", "auth", "parameters", "request", *_LISTS)


def _body(value: str, line: Text, path: str) -> tuple[str, tuple[tuple[Field, ...], bool] | None]:
    """The entity that a value names, and the body in it; None for the body where there is none."""
    at = min((value.find(mark) for mark in "{[" if mark in value), default=-1)
    if at < 0:
        return value, None
    return value[:at].strip(), fields.from_body(line, path, line.text.find(value[at:]))
