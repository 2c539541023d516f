"""The API: endpoints, who may call them, and what they take and answer."""

from __future__ import annotations

from typing import Literal

from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model.data import Field
from groundplan.spec.model.facts import Origin


class Sample(NamedTuple):
    """A body as the SPEC shows it, in one media type: `text` and `schema` (a JSON Schema) as written, without the
    blanks before every line; `headers` are those that it is sent with.
    """

    media: str = ""
    text: str = ""
    schema: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class AccessNote(NamedTuple):
    """What a SPEC says of who may call an endpoint.

    `kind`: public, authenticated, signature (a signed machine call), roles (any of `roles`, as written:
    admin, owner, author, member ...). Several notes do not occur; alternatives are in `roles`.
    """

    kind: Literal["public", "authenticated", "signature", "roles"]
    span: Span
    roles: tuple[str, ...] = ()
    origin: Origin = "stated"


class Response(NamedTuple):
    """A stated answer: `entity` names an entity whose representation it is; `note` the words beside an error."""

    status: int
    span: Span
    entity: str = ""
    many: bool = False
    fields: tuple[Field, ...] = ()
    note: str = ""
    sample: Sample | None = None


class Endpoint(NamedTuple):
    """A method and path. `path` is normalised: `{name}` parameters, no query, no trailing slash, no base path, which
    `raw` may have (`absolute`). `filters`, `sorts`, `search` are fields of a list, `requirements` ids that mention it,
    `samples` requests as shown. `carrier` is where it stood: table, list, heading, sentence, fence, crud.
    """

    method: str
    path: str
    span: Span
    raw: str = ""
    summary: str = ""
    description: str = ""
    access: AccessNote | None = None
    parameters: tuple[Field, ...] = ()
    request: tuple[Field, ...] | None = None
    request_entity: str = ""
    responses: tuple[Response, ...] = ()
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    origin: Origin = "stated"
    carrier: str = ""
    absolute: bool = False
    samples: tuple[Sample, ...] = ()
