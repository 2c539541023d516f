"""Runs of the suite against a service in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from groundplan.verify.model import Report
from groundplan.verify.options import Credentials, Options
from groundplan.verify.runner import run
from tests.verify.service.accounts import KEY
from tests.verify.service.blueprint import blueprint
from tests.verify.service.http import serving
from tests.verify.service.service import ORIGIN, SECRET, Service

ADMIN = Credentials(login="admin@example.com", password="correct-horse-battery")


def verified(kind: type[Service] = Service, limits: Mapping[str, int] | None = None, **more: Any) -> Report:
    """The report on one service of `kind`, with every option that makes a check possible."""
    plan = blueprint()
    service = kind(plan, dict(limits or {}))
    seed(service)
    with serving(service) as url:
        options: dict[str, Any] = {
            "url": url, "label": "test", "admin": ADMIN, "token_key": KEY, "cors_origin": ORIGIN,
            "secrets": (("billing", SECRET),), "timeout": 10.0,
        }  # fmt: skip
        return run(plan, Options(**(options | more)))


def seed(service: Service) -> None:
    """An admin, whom no registration makes."""
    user = service.blueprint.resource("User")
    row = {**service.defaults(user), "email": ADMIN.login, "password": ADMIN.password, "name": "Admin", "role": "admin"}
    service.store.insert(user, row)
