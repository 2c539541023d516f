"""A recorded run: the requests of a case file against a service, as a text that is the same for every service.

A case file is YAML: `base` (path before all others; `~/health` stands outside it) and `requests`, each with

    do       METHOD /path, or a list of them; `{name}` is a value that an earlier answer gave
    as       who calls (somebody whom `enters` signed in), nobody without it
    body     JSON to send; `each` is a list of bodies, one request each; `raw` is text as it is
    headers  more headers
    sign     the integration whose secret signs the body, as a webhook
    save     {name: property}: keep a property of the answer
    enters   the name under which the caller is known from this answer on: its tokens or cookies are kept
"""

from __future__ import annotations

import hmac
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from ruamel.yaml import YAML

SHOWN = (
    "content-type", "location", "allow", "www-authenticate", "etag", "retry-after", "ratelimit-limit",
    "access-control-allow-origin", "access-control-allow-methods", "access-control-allow-credentials",
    "x-content-type-options", "x-frame-options", "referrer-policy", "content-security-policy", "cache-control",
    "x-request-id", "idempotent-replayed", "deprecation", "server",
)  # fmt: skip
"""The headers that the contract speaks of; others (Date, Connection) are the server's own business."""

_NAME = re.compile(r"\{(\w+)\}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
_SECRET = re.compile(r'("(?:access_token|refresh_token|csrf_token)": )"[^"]+"')
_COOKIE = re.compile(r"(set-cookie: [\w-]+=)[^;]+")


class Mask:
    """Replaces what differs from run to run: the same id gets the same number wherever it stands."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """`text` with ids, times and tokens masked."""
        text = _UUID.sub(lambda found: self._ids.setdefault(found[0], f"<id {len(self._ids) + 1}>"), text)
        text = _TIME.sub("<time>", text)
        text = _SECRET.sub(r'\1"<token>"', text)
        return _COOKIE.sub(r"\1<token>", text)


class Replay:
    """One run against the service at `url`; `secrets` are those of webhooks by integration."""

    def __init__(self, case: Path, url: str, secrets: dict[str, str]) -> None:
        self._file = YAML(typ="safe").load(case.read_text(encoding="utf-8"))
        self._url, self._secrets = url, secrets
        self._saved: dict[str, str] = {}
        self._callers: dict[str, dict[str, str]] = {}
        self._usual: dict[str, str] = {}
        self._mask = Mask()

    def record(self) -> str:
        """Send everything; each request with its answer, the headers that are always there only once."""
        with httpx.Client(base_url=self._url, timeout=60, trust_env=False) as client:
            blocks = [self._one(client, *request) for request in self._requests()]
        return "\n".join(f"{number:03} {block}" for number, block in enumerate(blocks, 1))

    def _requests(self) -> Iterator[tuple[dict[str, Any], str, Any]]:
        for step in self._file["requests"]:
            lines = step["do"] if isinstance(step["do"], list) else [step["do"]]
            for line in lines:
                for body in step.get("each", [step.get("body")]):
                    yield step, line, body

    def _one(self, client: httpx.Client, step: dict[str, Any], line: str, body: Any) -> str:
        method, _, path = line.partition(" ")
        content = step["raw"].encode() if "raw" in step else self._json(body)
        headers = self._headers(step, content)
        client.cookies.clear()
        reply = client.request(method, self._target(path), headers=headers, content=content)
        self._keep(step, reply)
        asked = step.get("raw", "" if body is None else json.dumps(body, ensure_ascii=False))
        shown = asked if len(asked) <= 120 else f"{asked[:100]}... ({len(asked)})"
        return self._shown(f"{step.get('as', 'nobody')} {line} {shown}".rstrip(), reply)

    def _target(self, path: str) -> str:
        return self._filled(path[1:] if path.startswith("~") else self._file["base"] + path)

    def _json(self, body: Any) -> bytes | None:
        return None if body is None else self._filled(json.dumps(body, ensure_ascii=False)).encode()

    def _filled(self, text: str) -> str:
        return _NAME.sub(lambda found: self._saved[found[1]], text)

    def _headers(self, step: dict[str, Any], content: bytes | None) -> dict[str, str]:
        headers = {"content-type": "application/json"} if content is not None else {}
        headers |= self._callers.get(step.get("as", ""), {})
        if "sign" in step:
            stamp = str(int(time.time()))
            signed = hmac.new(self._secrets[step["sign"]].encode(), f"{stamp}.".encode() + (content or b""), "sha256")
            headers |= {"x-timestamp": stamp, "x-signature": f"sha256={signed.hexdigest()}"}
        return headers | {name.lower(): self._filled(value) for name, value in step.get("headers", {}).items()}

    def _keep(self, step: dict[str, Any], reply: httpx.Response) -> None:
        fields = reply.json() if _is_json(reply) else {}
        for name, key in step.get("save", {}).items():
            assert key in fields, f"{step['do']} answered {reply.status_code} {reply.text} without {key}"
            self._saved[name] = str(fields[key])
        if "enters" in step and reply.is_success:
            self._callers[step["enters"]] = self._credentials(fields, reply)
            self._saved |= {f"{step['enters']}_{name}": str(fields[name]) for name in fields if name.endswith("_token")}

    def _credentials(self, fields: dict[str, Any], reply: httpx.Response) -> dict[str, str]:
        if "access_token" in fields:
            return {"authorization": f"Bearer {fields['access_token']}"}
        cookies = "; ".join(f"{name}={value}" for name, value in reply.cookies.items())
        return {"cookie": cookies, "origin": self._url}

    def _shown(self, asked: str, reply: httpx.Response) -> str:
        if reply.request.method == "OPTIONS":  # of a preflight only what it allows is promised
            allowed = {name: value for name, value in reply.headers.items() if name == "access-control-allow-origin"}
            return "\n".join([asked, f"  {allowed or 'refused'}", ""])
        headers = {name: reply.headers[name] for name in SHOWN if name in reply.headers}
        headers["x-request-id"] = "<some>" if "x-request-id" in headers else "<none>"
        usual = self._usual or headers
        self._usual = usual
        if not reply.content:  # then its type says nothing
            headers.pop("content-type", None)
        if "access-control-allow-origin" not in headers:  # alone it allows nothing
            headers.pop("access-control-allow-credentials", None)
        told = [f"  {name}: {value}" for name, value in headers.items() if headers is usual or usual.get(name) != value]
        told += [f"  set-cookie: {line}" for line in reply.headers.get_list("set-cookie")]
        told += [f"  no {name}" for name in usual if name not in headers and (reply.content or name != "content-type")]
        return self._mask("\n".join([asked, f"  {reply.status_code}", *told, *_body(reply), ""]))


def _body(reply: httpx.Response) -> list[str]:
    if _is_json(reply):
        return ["  " + json.dumps(reply.json(), ensure_ascii=False, sort_keys=True)]
    return ["  " + repr(reply.text[:200])] if reply.content else []


def _is_json(reply: httpx.Response) -> bool:
    return bool(reply.content) and "json" in reply.headers.get("content-type", "")
