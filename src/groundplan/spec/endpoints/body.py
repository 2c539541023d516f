"""A body that a document shows, as readers hand it on; what it tells of is found in `bodies`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.fields.examples import Value
    from groundplan.spec.model import Field

Role = Literal["answer", "request", "either", "model", "query", "path"]
WRITES = frozenset({"POST", "PUT", "PATCH"})


class Body(NamedTuple):
    """A body at `where`, below the heading `title` of `level`. `method` is empty where the lines above tell it.

    `named` is the resource that the words before it name, `about` what the id of its feature does, `verb` the method;
    `fields` are its members as a table states them.
    """

    role: Role
    value: Value
    where: Text
    file: str
    line: int
    method: str = ""
    path: str = ""
    title: str = ""
    named: str = ""
    fields: tuple[Field, ...] = ()
    verb: str = ""
    about: str = ""
