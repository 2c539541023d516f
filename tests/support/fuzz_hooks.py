"""Signs schemathesis in again every second, and with a new account when the old one may not log in any more:
operations that it tries log out and change accounts.

Loaded by SCHEMATHESIS_HOOKS. FUZZ_ORIGIN and FUZZ_CONTRACT (a path) come from the test; a contract without
registration has nobody to sign in.
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

DOCUMENT = json.loads(Path(os.environ["FUZZ_CONTRACT"]).read_text(encoding="utf-8"))
SERVICE = Contract(os.environ["FUZZ_ORIGIN"], DOCUMENT)
COUNTER = itertools.count(os.getpid() * 100_000)

if SERVICE.registration():

    @schemathesis.auth(refresh_interval=1)
    class SignIn:
        """A sign-in for each second of calls."""

        account: dict[str, Any] | None = None

        def get(self, _case: Any, _context: Any) -> dict[str, str]:
            """Log in, registering first where there is no account that may; return what proves it."""
            credentials = SERVICE.credentials(self.account) if self.account else None
            if credentials is None:
                self.account = SERVICE.account(next(COUNTER))
                credentials = SERVICE.credentials(self.account)
            return credentials or {}

        def set(self, case: Any, data: dict[str, str], _context: Any) -> None:
            """Send it: a bearer token, or cookies with their CSRF token."""
            case.headers = {**(case.headers or {}), **data}
