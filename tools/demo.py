"""`make demo`: from a SPEC to a running service, on SQLite, with a few requests shown.

Generates into build/demo, boots the service with its own `make run`, signs somebody up where the SPEC lets
people sign up, creates and lists something, and stops the service.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT))

from tests.support.ports import free_port  # noqa: E402 - the repository is not a package

BOOT_SECONDS = 300


def main() -> int:
    """Run the demonstration on the SPEC given; the exit code is 0 when every step worked."""
    spec = sys.argv[1] if len(sys.argv) > 1 else "examples/tasks"
    target = ROOT / "build" / "demo"
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(exist_ok=True)
    groundplan = str(BIN / "groundplan")
    _step(f"groundplan lint {spec}")
    subprocess.run([groundplan, "lint", spec, "--format", "concise"], cwd=ROOT, check=False)
    _step(f"groundplan new {spec} -o build/demo")
    made = subprocess.run([groundplan, "new", spec, "-o", str(target), "--yes"], cwd=ROOT, check=False)
    if made.returncode:
        return made.returncode
    _step("make run, in build/demo (sets itself up: a virtual environment, a SQLite file, migrations)")
    return _serve_and_call(target)


def _serve_and_call(target: Path) -> int:
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    environment |= {"PORT": str(port), "PATH": f"{BIN}{os.pathsep}{environment.get('PATH', '')}"}
    log = target / "server.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            ["make", "run"], cwd=target, env=environment, stdout=stream, stderr=stream, start_new_session=True
        )
    try:
        url = f"http://127.0.0.1:{port}"
        if not _wait_for_health(url, server):
            print(log.read_text(errors="replace")[-4000:])
            return 1
        return _conversation(url, json.loads((target / "openapi.json").read_text(encoding="utf-8")))
    finally:
        with suppress(ProcessLookupError):  # it may have stopped by itself
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=60)


def _wait_for_health(url: str, server: subprocess.Popen[bytes]) -> bool:
    for _ in range(BOOT_SECONDS * 4):
        if server.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.25)
    return False


def _conversation(url: str, contract: dict[str, object]) -> int:
    """Health, then register, log in, create and list, as far as the contract has them."""
    from contract import Contract

    service = Contract(url, contract)
    statuses = [service.call("GET", "/health", base="")]
    credentials = service.sign_up()
    collection = service.first_collection()
    if collection:
        statuses.append(service.create(collection, credentials))
        statuses.append(service.call("GET", collection, credentials=credentials))
    refused = [status for status in statuses if status >= 400]
    print(f"\n{len(statuses)} requests shown, {len(refused)} refused")
    return 1 if refused else 0


def _step(text: str) -> None:
    print(f"\n\033[1m$ {text}\033[0m" if sys.stdout.isatty() else f"\n$ {text}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
