"""Webhooks in: HMAC-SHA256 over the time and the body, within a replay window, each delivery once.

`X-Signature: sha256=<hex of HMAC(secret, "<X-Timestamp>.<body>")>`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time

from groundplan.plan.model.api import Operation
from groundplan.verify import subjects
from groundplan.verify.client import Reply
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

OLD_SECONDS = 3600
_WEBHOOKS = subjects.of_kind("webhook_in")


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature header of a delivery."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _secret(probe: Probe) -> str:
    """The secret of the integration that the webhook belongs to, or the only one that was given."""
    given = dict(probe.stage.options.secrets)
    names = [one.name for one in probe.blueprint.integrations if one.webhook_operation == probe.operation.id]
    for name in names:
        for spelling in (name.snake, name.kebab, name.pascal, name.human):
            if spelling in given:
                return given[spelling]
    if len(given) == 1:
        return next(iter(given.values()))
    raise skip("no_webhook_secret", name=names[0].snake if names else probe.operation.id)


def _body(probe: Probe) -> bytes:
    operation: Operation = probe.operation
    body = probe.world.body(operation, probe.cast.anybody(), {}) if operation.request else {}
    return json.dumps(body).encode()


def _deliver(probe: Probe, content: bytes, signature: str, timestamp: str) -> Reply:
    headers = (
        ("Content-Type", "application/json"),
        ("X-Signature", signature),
        ("X-Timestamp", timestamp),
    )
    return probe.send(probe.operation, probe.cast.path(probe.operation), content=content, headers=headers)


@check("webhook_in.unsigned", over=_WEBHOOKS)
def unsigned(probe: Probe) -> None:
    """A delivery without a signature, or with a wrong one, is 401."""
    content, now = _body(probe), str(int(time.time()))
    probe.error(_deliver(probe, content, "", now), 401)
    probe.error(_deliver(probe, content, sign("not the secret", now, content), now), 401)


@check("webhook_in.signed", over=_WEBHOOKS)
def signed(probe: Probe) -> None:
    """A signed delivery is taken, and taken once: again it changes nothing and is no error."""
    secret, content, now = _secret(probe), _body(probe), str(int(time.time()))
    signature = sign(secret, now, content)
    probe.success(probe.operation, _deliver(probe, content, signature, now))
    again = _deliver(probe, content, signature, now)
    probe.status(again, probe.operation.success.status, 200, 401, 409)


@check("webhook_in.replayed", over=_WEBHOOKS)
def replayed(probe: Probe) -> None:
    """A delivery that is an hour old, or whose body was changed, is 401."""
    secret, content = _secret(probe), _body(probe)
    old, now = str(int(time.time()) - OLD_SECONDS), str(int(time.time()))
    probe.error(_deliver(probe, content, sign(secret, old, content), old), 401)
    probe.error(_deliver(probe, content, sign(secret, old, content), now), 401)
    probe.error(_deliver(probe, content + b" ", sign(secret, now, content), now), 401)
