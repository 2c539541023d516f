"""Whose a row is that others make: librarians lend to patrons, managers issue what members have."""

from __future__ import annotations

import pytest

from groundplan.pipeline import decide
from groundplan.plan import build
from tests.read.reading import spec_of

TEXT = """
# Lending

JWT.

## Data model

### User
| Field | Type | Rules |
|---|---|---|
| id | uuid | primary key |
| email | email | unique, required |
| role | enum | patron, member, clerk; default patron |

### Loan
| Field | Type | Rules |
|---|---|---|
| id | uuid | primary key |
| {holder}_id | uuid | references User, required |

## API

- `POST /loans` ({maker})
- `GET /loans` - clerks see all, {holder}s their own
"""


@pytest.mark.parametrize("holder", ["patron", "member"])
@pytest.mark.parametrize(("maker", "generation"), [("clerk", ""), ("{holder}", "caller")])
def test_who_makes_a_row_of_another_role_says_whose_it_is(holder: str, maker: str, generation: str) -> None:
    spec = spec_of(TEXT.format(holder=holder, maker=maker.format(holder=holder)))
    plan = build(spec, decide("-", spec, {}))

    loan = next(one for one in plan.resources if one.name.pascal == "Loan")
    field = next(one for one in loan.fields if one.column == f"{holder}_id")
    rows = next(one for one in plan.operations if one.method == "GET" and one.path == "/loans").rows
    assert (field.generation or "") == generation
    assert rows is not None
    assert [(one.kind, one.principal) for one in rows.grants] == [("role", ""), ("owner", f"{holder}_id")]
