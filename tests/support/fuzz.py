"""schemathesis against a running service, with all its checks and a fixed seed.

Its defaults meet documented answers of ours, and are widened for just the operations concerned: one that nobody has
written yet answers 501; a reference to a row that does not exist, or a cursor that no page gave, is 422, which no
schema can say; a version that the caller has already, or that is not the row's, is 304 or 412; and where no version
is sent, 428 asks for it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.support.projects import BIN

METHODS = ("get", "post", "put", "patch", "delete")
ACCEPTED = ("401", "403", "404", "409", "429")
"""What any good request may be answered with, besides what its operation promises."""
REFUSED = ("400", "401", "403", "406", "415", "422")
"""What a request that lacks something may be answered with."""

SEED = "20261123"


def tool() -> str | None:
    """The program, or None when it is not installed."""
    return shutil.which("schemathesis", path=str(BIN)) or shutil.which("schemathesis")


def run(
    program: str, contract: Path, origin: str, folder: Path, examples: int, providers: tuple[str, ...] = ()
) -> list[str]:
    """Run every phase and check; what each run with a failure printed, an empty list when none failed.

    Paths outside the base path have a server of their own, which `--origin` does not know: they take a second run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    document = json.loads(contract.read_text(encoding="utf-8"))
    settings = folder / "schemathesis.toml"
    settings.write_text(configuration(document), encoding="utf-8")
    outside = [path for path, item in document["paths"].items() if "servers" in item]
    inside_run = ["--origin", origin, *(f"--exclude-path={path}" for path in outside)]
    outside_run = ["--url", origin, *(f"--include-path={path}" for path in outside)]
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": "tests.support.fuzz_hooks",
        "PYTHONPATH": str(ROOT),
        "FUZZ_ORIGIN": origin,
        "FUZZ_CONTRACT": str(contract),
        "FUZZ_PROVIDER": next(iter(providers), ""),
    }
    failures = []
    for where in [inside_run, *([outside_run] if outside else [])]:
        command = [
            program, "--config-file", str(settings), "run", str(contract), *where, "--checks", "all", "--seed", SEED,
            "--max-examples", str(examples), "--generation-database", "none", "--no-color",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            failures.append(done.stdout[-8000:] + done.stderr[-2000:])
    return failures


def configuration(document: dict[str, Any]) -> str:
    """The settings file for the operations of a contract."""
    parts = []
    for operation in _operations(document):
        lines = [f'include-operation-id = "{operation["operationId"]}"', *_checks(operation, document)]
        parts.append("\n".join(["[[operations]]", *lines]))
    return "\n\n".join(parts) + "\n"


def _checks(operation: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    written = "501" not in operation["responses"]
    if not written:
        yield 'checks.not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "501"]'
    if "428" in operation["responses"]:
        yield f"checks.missing_required_header.expected-statuses = {json.dumps([*REFUSED, '428'])}"
    names = {one.get("name") for one in operation.get("parameters", ())}
    explained = {
        "304": "If-None-Match" in names,
        "412": "If-Match" in names,
        "422": "cursor" in names or _has_reference(operation, document) or _has_restricted(operation, document),
        "501": not written,
    }
    promised = [status for status in operation["responses"] if status[0] in "23" and status not in explained]
    accepted = [*promised, *ACCEPTED, *(status for status, may in explained.items() if may)]
    yield f"checks.positive_data_acceptance.expected-statuses = {json.dumps(accepted)}"


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in document["paths"].values():
        for method in METHODS:
            if method in item:
                yield item[method]


def _has_restricted(operation: dict[str, Any], document: dict[str, Any]) -> bool:
    """Whether a body has something that is refused from some callers."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
    body = document["components"].get("schemas", {}).get(name, {})
    return any("x-restricted" in one for one in body.get("properties", {}).values())


def _has_reference(operation: dict[str, Any], document: dict[str, Any]) -> bool:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return _refers(content.get("schema", {}), document["components"].get("schemas", {}))


def _refers(schema: dict[str, Any], known: dict[str, Any], above: tuple[str, ...] = ()) -> bool:
    """Whether a body names a row by its id, at any depth; `above` are the schemas that it stands in."""
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    if name:
        return name not in above and _refers(known[name], known, (*above, name))
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", ()), schema.get("items", {})]
    return schema.get("format") == "uuid" or any(_refers(one, known, above) for one in inner if one)
