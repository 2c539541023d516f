"""The HTTP client of the suite: sends, paces itself, and keeps what was said as evidence."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from groundplan.verify.model import Exchange, NoAnswerError
from groundplan.verify.pace import Pacer, number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHOWN = 2000
RETRIES = 3
# Shorter than any server keeps a silent connection (uvicorn 5 s, gunicorn 2 s): a request must not meet its closing.
IDLE_SECONDS = 1.0
_CREDENTIALS = ("authorization", "cookie", "set-cookie", "x-csrf-token", "x-api-key")
_TOKENS = ("access_token", "refresh_token", "key", "client_secret")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to send; `path` begins with / and is used as it is. `body` is JSON unless `content` is given."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    body: Any = None
    has_body: bool = False
    content: bytes | None = None
    rule: str = "default"
    paced: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: `json` is None where the body is not JSON; `seconds` from sending to the last byte."""

    status: int
    headers: httpx.Headers
    text: str
    json: Any
    seconds: float
    exchange: Exchange

    @property
    def items(self) -> list[dict[str, Any]]:
        """The rows of a list answer, empty where it is none."""
        found = self.json.get("items") if isinstance(self.json, dict) else None
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []

    @property
    def fields(self) -> dict[str, Any]:
        """The body as an object, empty where it is none."""
        return self.json if isinstance(self.json, dict) else {}

    @property
    def short(self) -> str:
        """The status and the beginning of the body without its secrets, in one line."""
        return f"{self.status} {' '.join(self.exchange.response_body.split())[:300]}".strip()


class Client:
    """One service at one URL. Raises NoAnswerError when it does not answer."""

    def __init__(self, url: str, timeout: float, waiting: Callable[[float], None] = lambda _seconds: None) -> None:
        self.url = url.rstrip("/")
        self.secrets: set[str] = set()
        self.pacer = Pacer(waiting)
        limits = httpx.Limits(max_connections=32, max_keepalive_connections=8, keepalive_expiry=IDLE_SECONDS)
        self._http = httpx.Client(timeout=timeout, limits=limits, follow_redirects=False, trust_env=False)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def send(self, request: Request) -> Reply:
        """The answer; a 429 is waited for and tried again, unless the request is not `paced`."""
        for _ in range(RETRIES):
            if request.paced:
                self.pacer.reserve(request.rule)
            reply = self._send(request)
            if reply.status != httpx.codes.TOO_MANY_REQUESTS or not request.paced:
                return reply
            self.pacer.wait((number(reply.headers, "Retry-After") or 1) + 0.1)
        return reply

    def _send(self, request: Request) -> Reply:
        content = request.content
        headers = {"Accept": "application/json", **dict(request.headers)}
        if request.has_body and content is None:
            content = json.dumps(request.body, ensure_ascii=False).encode()
            headers.setdefault("Content-Type", "application/json")
        # A cookie is sent only where a check says so: the jar would sign in who should be a stranger.
        self._http.cookies.clear()
        begun = time.perf_counter()
        try:
            answer = self._http.request(
                request.method,
                self.url + request.path,
                params=request.query,
                headers=[(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()],
                content=content,
            )
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise NoAnswerError(f"{request.method} {request.path}: {type(fault).__name__} {fault}".strip()) from fault
        self.pacer.note(request.rule, answer.headers)
        return Reply(
            status=answer.status_code,
            headers=answer.headers,
            text=answer.text,
            json=_parsed(answer),
            seconds=time.perf_counter() - begun,
            exchange=self._evidence(request, headers, content or b"", answer),
        )

    def _evidence(
        self, request: Request, headers: Mapping[str, str], content: bytes, answer: httpx.Response
    ) -> Exchange:
        return Exchange(
            method=request.method,
            path=answer.request.url.raw_path.decode("ascii", "replace"),
            request_headers=_shown_headers(headers),
            request_body=self._shown(content),
            status=answer.status_code,
            response_headers=_shown_headers(answer.headers),
            response_body=self._shown(answer.content),
        )

    def _shown(self, content: bytes) -> str:
        text = _shown_body(content)
        for secret in sorted(self.secrets, key=lambda one: (-len(one), one)):
            text = text.replace(secret, "…") if secret else text
        return text


def _parsed(answer: httpx.Response) -> Any:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    if not (kind == "application/json" or kind.endswith("+json")):
        return None
    try:
        return json.loads(answer.content)
    except ValueError:
        return None


def _shown_headers(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, "…" if name.lower() in _CREDENTIALS else value) for name, value in headers.items())


def _shown_body(content: bytes) -> str:
    text = content[: 2 * SHOWN].decode("utf-8", "replace")
    if any(f'"{name}"' in text for name in _TOKENS):
        return _without_tokens(text)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _without_tokens(text: str) -> str:
    try:
        fields = json.loads(text)
    except ValueError:
        return "…"
    if isinstance(fields, dict):
        fields |= {name: "…" for name in _TOKENS if name in fields}
    return json.dumps(fields, ensure_ascii=False)[:SHOWN]
