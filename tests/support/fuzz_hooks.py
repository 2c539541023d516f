"""Signs schemathesis in, with an account of its own every second: operations that it tries log out and change accounts.

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
        """A fresh account and access token for each second of calls."""

        def get(self, _case: Any, _context: Any) -> str:
            """Register, log in and return the access token."""
            return SERVICE.token(next(COUNTER))

        def set(self, case: Any, data: str, _context: Any) -> None:
            """Send the token as a bearer token."""
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}
