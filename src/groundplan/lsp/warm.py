"""What the first SPEC would wait for, done before: rules, grammars and patterns are compiled once a process."""

from __future__ import annotations

from groundplan import pipeline
from groundplan.gate import results
from groundplan.source import Source, SourceFile

_SPEC = """\
---
id: SPEC-SHOP-001
title: Shop
---

# Shop

## Requirements

- REQ-001: WHEN a customer orders, the system SHALL answer within 200 ms and send a mail via SendGrid.
- REQ-002: The system shall let 100 concurrent users read quickly, 60 requests per minute each. 시스템은 저장해야 한다.

## Authentication

- JWT access token 15 minutes, refresh token 14 days; passwords with argon2id

## Data model

### Order

| field | type | required | constraints |
| --- | --- | --- | --- |
| id | uuid | yes | primary key |
| customer | reference to Customer | yes | |
| status | enum(OPEN, PAID) | yes | default OPEN |

## API

| Method | Path | Auth | Description | Errors |
| --- | --- | --- | --- | --- |
| POST | /orders | user | Create an order | 401, 422 |

## Acceptance

- Given an order, when it is paid, then the response is 200
"""


def warm_up() -> None:
    """Read and check a small SPEC of all that one usually says."""
    source = Source("spec.md", (SourceFile("spec.md", tuple(_SPEC.split("\n"))),))
    understood = pipeline.understood(source, [])
    pipeline.outlined(understood.documents, source, None, lambda code: True, "")  # noqa: ARG005
    results.program()
