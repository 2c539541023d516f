"""Signs schemathesis in, anew every second: one of the operations that it tries is logout.

Loaded by SCHEMATHESIS_HOOKS; LOGIN_URL, LOGIN_BODY (JSON) come from the test. Without them nobody signs in.
"""

from __future__ import annotations

import json
import os
import urllib.request
from typing import Any

import schemathesis

if os.environ.get("LOGIN_URL"):

    @schemathesis.auth(refresh_interval=1)
    class SignIn:
        """A fresh access token for each second of calls."""

        def get(self, _case: Any, _context: Any) -> str:
            """Log in and return the access token."""
            request = urllib.request.Request(
                os.environ["LOGIN_URL"],
                data=os.environ["LOGIN_BODY"].encode(),
                headers={"Content-Type": "application/json"},
            )
            with urllib.request.urlopen(request, timeout=30) as answer:
                return str(json.loads(answer.read())["access_token"])

        def set(self, case: Any, data: str, _context: Any) -> None:
            """Send the token as a bearer token."""
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}
