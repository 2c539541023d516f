"""A small Blueprint made by hand: two resources, two tags, an enum, an integration, and text that tries to be code."""

from __future__ import annotations

from groundplan.decide.model import Decision, Decisions
from groundplan.naming import Name
from groundplan.plan.model.api import Answer, Operation
from groundplan.plan.model.blueprint import Auth, Blueprint, Integration, Service, Stack
from groundplan.plan.model.data import Enum, Field, Resource, Type
from groundplan.plan.model.rights import Access

HOSTILE = "{{ 7*7 }} {% raw %} \"; DROP TABLE x; -- ' </script> ../../x"


def blueprint(title: str = HOSTILE) -> Blueprint:
    """A Blueprint whose free texts are `title`."""
    return Blueprint(
        service=_service(title), stack=_stack(), auth=Auth(scheme="none"),
        enums=(Enum(name=Name.of("colour"), values=("red",), members=(("RED", "red"),)),),
        resources=(_resource("shelf", title), _resource("book tag", title, kind="join")),
        schemas=(),
        operations=(_operation("listShelves", "shelf"), _operation("getShelf", "shelf"), _operation("getTag", "tag")),
        errors=(), error_format="envelope", rate_limits=(), middleware=(), settings=(),
        integrations=(Integration(name=Name.of("billing"), title=title),),
        cors_origins=(), body_limit_bytes=1_048_576, timeout_seconds=30, pool_size=5, traces=(), statements=(),
        features=("database.sqlite", "resources"),
        decisions=Decisions((Decision("framework", "tiny", "Tiny", "stated"),)),
    )  # fmt: skip


def _service(title: str) -> Service:
    return Service(
        id="LIB-1", name=Name.of("Library desk"), title=title, version="1.0.0", summary=title, language="en",
        base_path="/api", spec_path="spec.md", spec_hash="0" * 64,
    )  # fmt: skip


def _stack() -> Stack:
    return Stack(
        framework="tiny", language="tiny", database="sqlite", database_version="", orm="", migrations="", cache="",
        auth="none", authorisation="",
    )  # fmt: skip


def _resource(name: str, text: str, kind: str = "entity") -> Resource:
    key = Field(name=Name.of("id"), property="id", column="id", type=Type(base="uuid"), primary_key=True)
    made = Name.of(name)
    return Resource(name=made, kind=kind, table=made.plural.snake, fields=(key,), description=text)  # type: ignore[arg-type]


def _operation(identifier: str, tag: str) -> Operation:
    return Operation(
        id=identifier, name=Name.of(identifier), kind="read", method="GET", path="/x", tag=Name.of(tag),
        summary=identifier, resource=Name.of(tag).pascal, access=Access(level="public"), success=Answer(status=200),
    )  # fmt: skip
