"""A small client that finds its way by an OpenAPI document alone, as a newcomer with the contract would."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

JSON_TYPE = "application/json"

Headers = dict[str, str]


class Contract:
    """Calls a running service by its contract and prints each exchange."""

    def __init__(self, url: str, document: dict[str, Any]) -> None:
        self.url, self.document = url, document
        self.base = str(document["servers"][0]["url"]).rstrip("/")
        self.base = "" if self.base == "/" else self.base

    def call(
        self, method: str, path: str, body: object = None, credentials: Headers | None = None, base: str | None = None
    ) -> int:
        """Send one request, print it with its answer, and return the status."""
        status, answer, _ = self.send(method, path, body, credentials, base)
        shown = json.dumps(answer, ensure_ascii=False, indent=2) if answer is not None else ""
        print(f"\n{method} {self.base if base is None else base}{path}\n{status} {shown}", flush=True)
        return status

    def send(
        self, method: str, path: str, body: object = None, credentials: Headers | None = None, base: str | None = None
    ) -> tuple[int, Any, list[str]]:
        """Send one request; the status, the JSON of the answer (None without a body), and the cookies that it sets."""
        target = f"{self.url}{self.base if base is None else base}{path}"
        data = None if body is None else json.dumps(body).encode()
        headers = {"Accept": JSON_TYPE, **(credentials or {})}
        request = urllib.request.Request(target, data=data, method=method, headers=headers)
        if data is not None:
            request.add_header("Content-Type", JSON_TYPE)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, _json(answer.read()), answer.headers.get_all("Set-Cookie", [])
        except urllib.error.HTTPError as refused:
            return refused.code, _json(refused.read()), []

    def sign_up(self) -> Headers | None:
        """Register and log in where the contract has both, showing it; what proves who calls, or None."""
        paths = self.registration()
        if paths is None:
            return None
        body = self.example(paths[0])
        self.call("POST", paths[0], body)
        credentials = self.credentials(body)
        shown = ", ".join(f"{name}: {value[:24]}..." for name, value in (credentials or {}).items())
        print(f"\nPOST {self.base}{paths[1]}\n{200 if credentials else 401} {shown}")
        return credentials

    def registration(self) -> tuple[str, str] | None:
        """The paths of registration and login, where the contract has both."""
        register, login = self._find("register"), self._find("login")
        return (register, login) if register and login else None

    def account(self, number: int) -> dict[str, Any]:
        """Register an account, which `number` tells from others; the body that did it."""
        register, _ = self._paths()
        body = {key: _numbered(value, number) for key, value in self.example(register).items()}
        self.send("POST", register, body)
        return body

    def credentials(self, account: dict[str, Any]) -> Headers | None:
        """Headers that prove who calls: an access token or cookies; None when the account may not log in."""
        _, login = self._paths()
        wanted = self._schema(self.document["paths"][login]["post"]).get("properties", {})
        body = {key: account[key] for key in wanted if key in account}
        status, answer, cookies = self.send("POST", login, body)
        if status != 200:
            return None
        if not cookies:
            return {"Authorization": f"Bearer {answer['access_token']}"}
        pairs = dict(one.partition(";")[0].split("=", 1) for one in cookies)
        token = next((value for name, value in pairs.items() if "csrf" in name), "")
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in pairs.items()), "X-CSRF-Token": token}

    def _paths(self) -> tuple[str, str]:
        paths = self.registration()
        if paths is None:
            raise LookupError("the contract has no open registration")
        return paths

    def first_collection(self) -> str | None:
        """The first path without parameters that can be listed and added to."""
        for path, item in self.document["paths"].items():
            if {"get", "post"} <= item.keys() and "{" not in path and "/auth" not in path:
                return str(path)
        return None

    def create(self, path: str, credentials: Headers | None) -> int:
        """Create one row from the contract's example."""
        return self.call("POST", path, self.example(path), credentials)

    def example(self, path: str) -> dict[str, Any]:
        """The example of the request body of POST `path`."""
        content = self.document["paths"][path]["post"]["requestBody"]["content"][JSON_TYPE]
        if "example" in content:
            return dict(content["example"])
        if "examples" in content:
            return dict(next(iter(content["examples"].values()))["value"])
        return dict(self._resolve(content["schema"]).get("examples", [{}])[0])

    def _find(self, verb: str) -> str | None:
        for path, item in self.document["paths"].items():
            if verb in str(item.get("post", {}).get("operationId", "")).lower():
                return str(path)
        return None

    def _schema(self, operation: dict[str, Any]) -> dict[str, Any]:
        return self._resolve(operation["requestBody"]["content"][JSON_TYPE]["schema"])

    def _resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        return schema


def _numbered(value: Any, number: int) -> Any:
    """An e-mail address that nobody else has; other values as they are."""
    return f"n{number}.{value}" if isinstance(value, str) and "@" in value else value


def _json(content: bytes) -> Any:
    return json.loads(content) if content else None
