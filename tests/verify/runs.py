"""Runs of the suite against a service in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from groundplan.plan.model.blueprint import Blueprint
from groundplan.verify.model import Report
from groundplan.verify.options import Credentials, Options
from groundplan.verify.runner import run
from tests.verify.service.accounts import KEY
from tests.verify.service.blueprint import blueprint
from tests.verify.service.http import serving
from tests.verify.service.service import ORIGIN, SECRET, Service

ADMIN = Credentials(login="admin@example.com", password="correct-horse-battery")


USERS = tuple(Credentials(login=f"{name}@example.com", password="correct-horse-battery") for name in ("ann", "ben"))


def verified(
    kind: type[Service] = Service,
    limits: Mapping[str, int] | None = None,
    plan: Blueprint | None = None,
    **more: Any,
) -> Report:
    """The report on one service of `kind`, with every option that makes a check possible."""
    plan = plan or kind.plan()
    service = kind(plan, dict(limits or {}))
    seed(service)
    with serving(service) as url:
        options: dict[str, Any] = {
            "url": url, "label": "test", "admin": ADMIN, "token_key": KEY, "cors_origin": ORIGIN,
            "secrets": (("billing", SECRET),), "timeout": 10.0,
        }  # fmt: skip
        return run(plan, Options(**(options | kind.options | more)))


def seed(service: Service) -> None:
    """Accounts that are there already: an admin, whom no registration makes, and two users."""
    user = service.blueprint.resource("User")
    for one, role in ((ADMIN, "admin"), *((one, "member") for one in USERS)):
        row = {"email": one.login, "password": one.password, "name": "Somebody", "role": role}
        service.store.insert(user, {**service.defaults(user), **row})


def closed() -> Blueprint:
    """The Blueprint without registration."""
    plan = blueprint()
    auth = replace(plan.auth, open_registration=False, register="")
    return replace(plan, auth=auth, operations=tuple(one for one in plan.operations if one.kind != "register"))
