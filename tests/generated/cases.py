"""What is generated and proved: one entry a SPEC and the options that it is generated with.

Every entry runs on every framework that has a scaffold. Where a scaffold does not support what the SPEC needs,
its tests skip and say so.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tests.conftest import SHARED

SPECS = SHARED / "specs"
CORPUS = SHARED / "corpus"
OWN = Path(__file__).parent / "specs"


class Case(NamedTuple):
    """A SPEC and the options of `groundplan new`, without the framework; `contract` when it is also held to its
    contract from outside.

    `frameworks` are those that it runs on, empty for all: what proves planning or the core need not run on every
    adapter. `attacked` when the list of attacks runs on it.
    `admin` are the arguments that make `create-user` store an account with a role; `webhook` is the name of an
    integration that signs its calls; `tells` the setting that says where the service is which must be told of new
    teams; `redis` when the service gets a REDIS_URL; `providers` are who people sign in with, `verify` through the
    first of them; `sessions` when it knows callers by a cookie; `replay` is the run of `replay/` that is played to it;
    `keys` when only programs call it, `clients` when those get tokens for a client id and a secret; `files` when
    what is attacked are its uploads.
    `light` when only the tests that ask for such a case by its attributes run on it; `document` when other people
    wrote it.
    """

    id: str
    spec: Path
    options: tuple[str, ...] = ()
    contract: bool = True
    frameworks: tuple[str, ...] = ()
    attacked: bool = False
    admin: tuple[str, ...] = ()
    webhook: str = ""
    tells: str = ""
    redis: bool = False
    providers: tuple[str, ...] = ()
    sessions: bool = False
    replay: str = ""
    keys: bool = False
    clients: bool = False
    files: bool = False
    light: bool = False
    document: bool = False


FIRST = ("fastapi",)


def _document(name: str, place: str, framework: str) -> Case:
    """A document of other people, below the corpus: what it gives is tested on one framework."""
    return Case(name, CORPUS / place, contract=False, frameworks=(framework,), document=True)


CASES = (
    Case(
        "tasks",
        SPECS / "tasks",
        admin=("--name", "Admin", "--role", "admin"),
        webhook="billing",
        redis=True,
        tells="BILLING_URL",
        attacked=True,
        replay="tasks.yaml",
    ),
    Case(
        "bookstore-ko",
        SPECS / "bookstore-ko",
        admin=("--name", "Admin", "--grade", "admin"),
        webhook="toss_payments",
        sessions=True,
        attacked=True,
        replay="bookstore-ko.yaml",
    ),
    Case(
        "bookstore-ko-redis",
        SPECS / "bookstore-ko",
        frameworks=FIRST,
        admin=("--name", "Admin", "--grade", "admin"),
        redis=True,
        sessions=True,
    ),
    Case(
        "bookstore-ko-redis-light",
        SPECS / "bookstore-ko",
        contract=False,
        frameworks=("flask", "django"),
        admin=("--name", "Admin", "--grade", "admin"),
        redis=True,
        sessions=True,
        light=True,
    ),
    Case("desk-sessions", OWN / "desk-sessions", frameworks=FIRST, sessions=True),
    Case("relay-keys", OWN / "relay-keys", frameworks=("fastapi",), admin=("--role", "operator"), keys=True),
    Case("relay-clients", OWN / "relay-clients", frameworks=("django",), admin=("--role", "operator"), clients=True),
    Case(
        "relay-keys-light",
        OWN / "relay-keys",
        contract=False,
        frameworks=("flask", "django"),
        admin=("--role", "operator"),
        keys=True,
        light=True,
    ),
    Case(
        "relay-clients-light",
        OWN / "relay-clients",
        contract=False,
        frameworks=("fastapi", "flask"),
        admin=("--role", "operator"),
        clients=True,
        light=True,
    ),
    Case("meetups-ko", OWN / "meetups-ko", frameworks=FIRST),
    Case("notes-minimal", SPECS / "notes-minimal"),
    Case("invoices", OWN / "invoices", contract=False, frameworks=FIRST, files=True),
    Case("invoices-light", OWN / "invoices", contract=False, frameworks=("flask", "django"), files=True, light=True),
    Case(
        "tasks-oidc",
        OWN / "tasks-oidc",
        frameworks=("fastapi", "django"),
        admin=("--name", "Admin", "--role", "admin"),
        providers=("oidc", "google"),
    ),
    Case(
        "tasks-oidc-light",
        OWN / "tasks-oidc",
        contract=False,
        frameworks=("flask",),
        admin=("--name", "Admin", "--role", "admin"),
        providers=("oidc", "google"),
        light=True,
    ),
    Case("board-sessions", OWN / "board-sessions", contract=False, frameworks=FIRST, providers=("oidc",)),
    Case(
        "board-sessions-light",
        OWN / "board-sessions",
        contract=False,
        frameworks=("flask", "django"),
        providers=("oidc",),
        light=True,
    ),
    Case("club", OWN / "club", contract=False, frameworks=("fastapi", "django")),
    Case("ledger", OWN / "ledger", contract=False, frameworks=("django",)),
    Case("parcels", OWN / "parcels", frameworks=("fastapi", "django"), admin=("--role", "admin")),
    _document("memo-everywhere", "moai/j2hwank__memo-everywhere__SPEC-BACKEND-001-spec.md", "fastapi"),
    _document("tfmshop", "kiro/MTNTek__tfmshop__ecommerce-backend-design.md", "fastapi"),
    _document("gist-fox", "apib/apiaryio__api-blueprint__Gist-Fox-API-+-Auth.md", "flask"),
    _document(
        "aegis-users",
        "freeform/songchan721__Aegis-Project__07_SPECIFICATIONS-USER_SERVICE-04_API_SPECIFICATION.md",
        "django",
    ),
    _document("todex", "openspec/agoodway__todex__specs-rest-api-spec.md", "flask"),
    _document("otlp", "openspec/fiddeb__otlp_cardinality_checker__specs-api-spec.md", "django"),
    _document("beautique", "speckit/SabehShaikh__beautique-store__001-backend-api-plan.md", "fastapi"),
    _document("naecipe", "speckit/soar3131__naecipe_backend__007-cookbook-basic-crud-spec.md", "fastapi"),
)
