"""Settings in Python: the attributes that only one service has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.scaffold.python.operations import webhook_setting
from groundplan.scaffold.python.text import literal

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint, Setting

_KNOWN_SETTINGS = frozenset(
    {"ENVIRONMENT", "HOST", "PORT", "TRUSTED_PROXIES", "LOG_LEVEL", "DATABASE_URL", "SECRET_KEY", "CORS_ORIGINS",
     "REDIS_URL", "DATABASE_POOL_SIZE", "ACCESS_TOKEN_SECONDS", "REFRESH_TOKEN_SECONDS", "CLIENT_TOKEN_SECONDS",
     "SESSION_IDLE_SECONDS", "SESSION_ABSOLUTE_SECONDS", "RATE_LIMIT_ENABLED", "RATE_LIMIT_DEFAULT",
     "RATE_LIMIT_LOGIN", "BODY_LIMIT_BYTES", "REQUEST_TIMEOUT_SECONDS"}
)  # fmt: skip


def own_settings(blueprint: Blueprint) -> list[str]:
    """The attributes of the settings that only this service has."""
    wanted = {one.name: _setting(one) for one in blueprint.settings if one.name not in _KNOWN_SETTINGS}
    for one in blueprint.operations:
        if one.kind == "webhook_in":
            name = webhook_setting(one, blueprint)
            wanted.setdefault(name.upper(), f'{name}: str = ""')
    return list(wanted.values())


def _setting(one: Setting) -> str:
    name = Name.of(one.name).snake
    if one.kind == "integer":
        return f"{name}: int = {int(one.default or 0)}"
    if one.kind == "boolean":
        return f"{name}: bool = {(one.default or '').lower() in ('true', '1', 'yes')}"
    note = "  # noqa: S105" if one.kind == "url" and "token" in name else ""
    return f"{name}: str = {literal(one.default or '')}{note}"
