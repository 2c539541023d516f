"""API Blueprint read a second time, by the letter of its specification and without our reader, for tests to compare.

https://apiblueprint.org/documentation/specification.html. Only what stands in documents of the corpus and of ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from textwrap import dedent

METHODS = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
_BRACKETS = re.compile(rf"#+\s*(.*?)\s*\[(?:({METHODS}))?\s*(/[^\]]*)?\]\s*$")
_PLAIN = re.compile(rf"#+\s*()({METHODS})(?:\s+(/\S*))?\s*$")
_TEMPLATE = re.compile(r"\{[?&+#/.;]?([^}]*)\}")
_PARAMETER = re.compile(r"[+*-]\s*`?([\w.-]+)`?")
_KEYWORD = re.compile(r"\s+[+*-]\s*(Headers|Body|Schema|Attributes?)\b", re.IGNORECASE)


@dataclass
class Payload:
    """A request, an answer or a model: `status` 0 for those that have none."""

    status: int
    media: str
    body: str = ""
    headers: list[str] = field(default_factory=list)
    reference: str = ""


@dataclass
class Action:
    """A method and a path, its parameters by name with whether they are in the path, and its payloads."""

    method: str
    path: str
    parameters: dict[str, bool] = field(default_factory=dict)
    requests: list[Payload] = field(default_factory=list)
    responses: list[Payload] = field(default_factory=list)


def actions(text: str) -> list[Action]:
    """Every action of a document."""
    found: list[Action] = []
    models: dict[str, Payload] = {}
    resource, inherited, level = "", dict[str, bool](), 0
    for heading, lines in _sections(text):
        head = _BRACKETS.match(heading) or _PLAIN.match(heading)
        depth = len(heading) - len(heading.lstrip("#"))
        if depth <= level:
            resource, inherited, level = "", {}, 0
        if head is None:
            continue
        name, method, path = head.groups()
        payloads = _payloads(lines)
        models[name] = next((one for kind, one in payloads if kind == "model"), Payload(0, ""))
        if not method:
            resource, inherited, level = path, _declared(lines, path), depth
            continue
        whole = path or resource
        parameters = (_names(whole) if path else inherited | _names(whole)) | _declared(lines, whole)
        action = Action(method, _path(whole), parameters)
        action.requests = [one for kind, one in payloads if kind == "request"]
        action.responses = [one for kind, one in payloads if kind == "response"]
        found.append(action)
    for payload in [one for action in found for one in (*action.requests, *action.responses)]:
        if payload.reference:
            model = models[payload.reference]
            payload.media, payload.body, payload.headers = model.media, model.body, model.headers
    return found


def _sections(text: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        if line.startswith("#"):
            found.append((line.rstrip(), []))
        else:
            found[-1][1].append(line.expandtabs(4))
    return found


def _path(template: str) -> str:
    """The path with `{}` for each parameter, without the query and a slash at its end."""
    plain = re.sub(r"\{[?&][^}]*\}", "", template).partition("?")[0]
    return re.sub(r"\{[^}]*\}", "{}", plain).rstrip("/") or "/"


def _names(template: str) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for part in _TEMPLATE.finditer(template):
        inside = part[0][1] not in "?&" and "?{" not in template[: part.start() + 1]
        found |= {name.strip(" *"): inside for name in part[1].split(",") if name}
    return found


def _declared(lines: list[str], template: str) -> dict[str, bool]:
    inside = {name for name, it in _names(template).items() if it}
    found = dict(_names(template))
    for chunk in _chunks(lines):
        if re.match(r"[+*-]\s*Parameters\b", chunk[0], re.IGNORECASE):
            margins = [len(one) - len(one.lstrip()) for one in chunk[1:] if _PARAMETER.match(one.lstrip())]
            for line in chunk[1:]:
                name = _PARAMETER.match(line.lstrip())
                if name and len(line) - len(line.lstrip()) == min(margins):
                    found[name[1]] = name[1] in inside
    return found


def _chunks(lines: list[str]) -> list[list[str]]:
    """The list items that begin in the first column, each with the lines below it."""
    found: list[list[str]] = []
    for line in lines:
        if re.match(r"[+*-]\s*\S", line):
            found.append([line])
        elif found and (not line.strip() or line.startswith((" ", "\t"))):
            found[-1].append(line)
        elif found and line.strip():
            found.append([""])
    return [one for one in found if one[0]]


def _payloads(lines: list[str]) -> list[tuple[str, Payload]]:
    found: list[tuple[str, Payload]] = []
    for chunk in _chunks(lines):
        head = re.match(
            r"[+*-]\s*(Request|Response|Model)\b\s*(\d{3})?.*?(?:\(([^()]*)\))?\s*$", chunk[0], re.IGNORECASE
        )
        if head:
            made = Payload(int(head[2] or (200 if head[1].lower() == "response" else 0)), (head[3] or "").strip())
            _fill(made, chunk[1:])
            found.append((head[1].lower(), made))
    return found


def _fill(payload: Payload, lines: list[str]) -> None:
    parts: dict[str, list[str]] = {"": []}
    current = ""
    for line in lines:
        keyword = _KEYWORD.match(line)
        current = keyword[1].lower() if keyword else current
        if not keyword:
            parts.setdefault(current, []).append(line)
    payload.headers = [line.strip().partition(":")[0] for line in parts.get("headers", []) if ":" in line]
    reference = next((m[1] for line in lines if (m := re.fullmatch(r"\s*\[([^\]]+)\]\[\]\s*", line))), "")
    payload.reference = reference
    payload.body = "" if reference else _text(parts["body"] if "body" in parts else parts[""], named="body" in parts)


def _text(lines: list[str], *, named: bool) -> str:
    marks = [at for at, line in enumerate(lines) if line.strip().startswith("```")]
    if len(marks) > 1:
        return dedent("\n".join(lines[marks[0] + 1 : marks[1]])).strip("\n")
    code = [line for line in lines if not line.strip() or line.startswith(" " * 8)]
    return dedent("\n".join(lines if named else code)).strip("\n ")
