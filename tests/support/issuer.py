"""A real OpenID Connect issuer in a process of its own: the one that generated projects bring for their own tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx

from groundplan import providers
from tests.conftest import ROOT

SCRIPT = ROOT / "scaffolds" / "_lang" / "python" / "templates" / "tests" / "issuer.py.j2"
CLIENT_ID = "client"
CLIENT_SECRET = "a secret: of the client"
_PLACES = {"authorization": "authorize", "token": "token", "profile": "profile", "emails": "emails"}


def obstacle() -> str:
    """Why it cannot run here, empty when it can."""
    try:
        import cryptography  # noqa: F401
        import jwt  # noqa: F401
    except ImportError as fault:
        return f"{fault.name} is not installed"
    return ""


@contextmanager
def running() -> Iterator[str]:
    """The address of an issuer that runs until the end of the block."""
    with subprocess.Popen([sys.executable, str(SCRIPT)], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield (process.stdout.readline() if process.stdout else "").strip()
        finally:
            process.kill()


def settings(address: str, names: tuple[str, ...]) -> dict[str, str]:
    """The environment of a service whose providers are all there, each an issuer of its own."""
    found: dict[str, str] = {}
    for name in names:
        row, env = providers.rows()[name], name.upper()
        found |= {f"{env}_CLIENT_ID": CLIENT_ID, f"{env}_CLIENT_SECRET": CLIENT_SECRET}
        if row["plain"]:
            places = {key: path for key, path in _PLACES.items() if key in row["plain"]}
            found |= {f"{env}_{key.upper()}_URL": f"{address}/{name}/{path}" for key, path in places.items()}
        else:
            found[f"{env}_ISSUER"] = f"{address}/{name}"
    return found


def sign_in(origin: str, contract: dict[str, Any], provider: str, email: str) -> httpx.Response:
    """What the service's callback answers a browser that signs in as `email`."""
    base = origin + str(contract["servers"][0]["url"]).rstrip("/")
    items = contract["paths"].items()
    paths = [next(path for path, item in items if _is(item, prefix)) for prefix in ("start", "finish")]
    start, callback = (base + path.replace("{provider}", provider) for path in paths)
    with httpx.Client(trust_env=False) as browser:
        target = browser.get(start).headers["Location"]
        back = httpx.get(f"{target}&{urlencode({'login_hint': email})}", trust_env=False).headers["Location"]
        return browser.get(f"{callback}?{urlsplit(back).query}")


def _is(item: dict[str, Any], prefix: str) -> bool:
    name = str(item.get("get", {}).get("operationId", ""))
    return name.startswith(prefix) and name.endswith("SignIn")
