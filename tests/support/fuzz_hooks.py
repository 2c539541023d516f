"""Signs schemathesis in again every second, and with a new account when the old one may not log in any more:
operations that it tries log out and change accounts.

Loaded by SCHEMATHESIS_HOOKS. FUZZ_ORIGIN, FUZZ_CONTRACT (a path) and FUZZ_PROVIDER come from the test; a contract
without registration and providers has nobody to sign in.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
from pathlib import Path
from typing import Any

import schemathesis

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from contract import Contract

from tests.support import issuer

DOCUMENT = json.loads(Path(os.environ["FUZZ_CONTRACT"]).read_text(encoding="utf-8"))
SERVICE = Contract(os.environ["FUZZ_ORIGIN"], DOCUMENT)
COUNTER = itertools.count(os.getpid() * 100_000)
PROVIDER = os.environ.get("FUZZ_PROVIDER", "")


def credentials_of(account: dict[str, Any]) -> dict[str, str] | None:
    """Headers that prove who calls; None when the account may not log in."""
    if not PROVIDER:
        return SERVICE.credentials(account)
    answer = issuer.sign_in(SERVICE.url, DOCUMENT, PROVIDER, account["email"])
    return {"Authorization": f"Bearer {answer.json()['access_token']}"} if answer.status_code == 200 else None


def new_account() -> dict[str, Any]:
    """An account that nobody has used."""
    number = next(COUNTER)
    return {"email": f"n{number}@fuzz.example"} if PROVIDER else SERVICE.account(number)


if PROVIDER or SERVICE.registration():

    @schemathesis.auth(refresh_interval=1)
    class SignIn:
        """A sign-in for each second of calls."""

        account: dict[str, Any] | None = None

        def get(self, _case: Any, _context: Any) -> dict[str, str]:
            """Log in, registering first where there is no account that may; return what proves it."""
            credentials = credentials_of(self.account) if self.account else None
            if credentials is None:
                self.account = new_account()
                credentials = credentials_of(self.account)
            return credentials or {}

        def set(self, case: Any, data: dict[str, str], _context: Any) -> None:
            """Send it: a bearer token, or cookies with their CSRF token."""
            headers = dict(data)
            pairs = [one.partition("=") for one in headers.pop("Cookie", "").split("; ") if one]
            case.headers = {**(case.headers or {}), **headers}
            case.cookies = {**(case.cookies or {}), **{name: value for name, _, value in pairs}}
