"""A running service under attack: its plan, two tenants with rows of their own, and raw connections to it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from groundplan.verify.actors import Actor
from groundplan.verify.client import Client, Reply, Request
from groundplan.verify.model import Skip
from groundplan.verify.options import Credentials, Options
from groundplan.verify.probe import Probe, Stage
from groundplan.verify.runner import build_stage
from tests.support.matrix import PASSWORD, Cell
from tests.support.projects import SECRET, Service

ADMIN = "admin@attack.example"


class Target(NamedTuple):
    """What the attacks know of a service."""

    cell: Cell
    service: Service
    stage: Stage

    @property
    def blueprint(self) -> Blueprint:
        """The plan."""
        return self.stage.blueprint

    @property
    def key_header(self) -> str:
        """The header of API keys; skips where there are none."""
        if self.blueprint.auth.keys is None:
            pytest.skip(f"{self.cell.id} has no API keys")
        return self.blueprint.auth.keys.header

    def needs(self, scheme: str) -> None:
        """Skip where callers prove who they are in another way."""
        if self.blueprint.auth.scheme != scheme:
            pytest.skip(f"{self.cell.id} has no {scheme} authentication")

    def needs_accounts(self) -> None:
        """Skip where there are no two tenants."""
        if self.blueprint.auth.scheme == "none":
            pytest.skip(f"{self.cell.id} has no accounts")

    def probe(self, operation: Operation | None = None) -> Probe:
        """A hand of the conformance suite on one operation."""
        return Probe(self.stage, operation)

    def door(self) -> Operation:
        """An operation that lets in whoever is signed in."""
        return self.blueprint.operation(self.blueprint.auth.me)

    def knock(self, *headers: tuple[str, str], query: tuple[tuple[str, str], ...] = ()) -> Reply:
        """Try to get in with these headers."""
        door = self.door()
        path = self.stage.cast.path(door)
        return self.stage.client.send(Request(method=door.method, path=path, query=query, headers=headers))

    def connect(self) -> socket.socket:
        """A raw connection."""
        address = urlsplit(self.service.url)
        return socket.create_connection((str(address.hostname), address.port or 80), timeout=30)


def staged(cell: Cell, blueprint: Blueprint, service: Service, label: str, keys: tuple[str, ...] = ()) -> Target:
    """The service with the tools of the conformance suite; `label` makes its names unique.

    `keys` are those of two accounts and of the one with a role, where only programs call.
    """
    callers: list[Credentials | None] = [Credentials(login="", password=key) for key in keys] or [None, None, None]
    options = Options(
        url=service.url,
        label=label,
        user=callers[0],
        other=callers[1],
        admin=callers[2] or (Credentials(login=ADMIN, password=PASSWORD) if cell.case.admin else None),
        provider=cell.case.providers[0] if cell.case.providers else "",
        token_key=SECRET,
        timeout=60.0,
    )
    return Target(cell, service, build_stage(blueprint, options, Client(options.url, options.timeout)))


def tenants(target: Target) -> tuple[Actor, Actor]:
    """Two users of the same role who know nothing of each other."""
    return target.stage.cast.alice(), target.stage.cast.bob()


@contextmanager
def lacking(told: list[str], what: str) -> Iterator[None]:
    """Note what the API offers no way to try."""
    try:
        yield
    except Skip as why:
        told.append(f"{what}: {why.reason.of('en')}")


def said(reply: Reply) -> tuple[int, Any]:
    """The status and body of an answer, without its time."""
    fields = {name: value for name, value in reply.fields.items() if name != "timestamp"}
    return reply.status, fields or reply.json
