"""A headless Chromium, driven over its own protocol through two pipes: no driver, no port, no network."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-sandbox",
)
_KEYS = {"Tab": 9, "Enter": 13, " ": 32, "Escape": 27, "End": 35, "ArrowDown": 40, "s": 83, ".": 190}
_CODES = {" ": "Space", "s": "KeyS", ".": "Period"}


class Browser:
    """One page. `events` are what the browser told meanwhile."""

    def __init__(self, reading: int, writing: int) -> None:
        self._from = os.fdopen(reading, "rb", buffering=0)
        self._to = os.fdopen(writing, "wb", buffering=0)
        self._left = b""
        self._number = 0
        self._session = ""
        self.events: list[dict[str, Any]] = []

    def open_page(self) -> None:
        """A new tab; from now on commands go to it."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Audits"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """A command of the DevTools protocol, with its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._to.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            part = self._from.read(1 << 16)
            assert part, "the browser has gone"
            self._left += part
        text, _, self._left = self._left.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message

    def visit(self, address: str) -> None:
        """Open an address and wait until it is loaded; another place of the same page is there at once."""
        self.events.clear()
        if "loaderId" not in self.call("Page.navigate", url=address):
            return
        while not any(one.get("method") == "Page.loadEventFired" for one in self.events):
            self.events.append(self._message())

    def run(self, expression: str) -> Any:
        """The value of an expression in the page, awaited."""
        done = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def press(self, key: str, *, shift: bool = False, control: bool = False) -> None:
        """One stroke of a key."""
        text = {"Enter": "\r", " ": " "}.get(key, "")
        common = {"key": key, "code": _CODES.get(key, key), "windowsVirtualKeyCode": _KEYS[key]}
        common |= {"modifiers": 2 * control + 8 * shift}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def write(self, text: str) -> None:
        """Type into what has the focus."""
        self.call("Input.insertText", text=text)

    def show_as(self, *, width: int, height: int = 900, media: str = "", scheme: str = "light") -> None:
        """The size of the window, the medium and the colours that the reader prefers; without motion."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """A screenshot of the window, or of the whole page."""
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole, **self._clip(whole))
        path.write_bytes(base64.b64decode(shot["data"]))

    def _clip(self, whole: bool) -> dict[str, Any]:
        if not whole:
            return {}
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        return {"clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 12_000), "scale": 1}}

    def close(self) -> None:
        """End the browser."""
        self._session = ""
        with suppress(AssertionError, OSError):
            self.call("Browser.close")
        self._from.close()
        self._to.close()


def program() -> str:
    """The browser; skips the test where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is installed (.ci/run installs it)")
    return found


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are not the two numbers that the browser listens to."""
    ends = os.pipe()
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return moved[0], moved[1]


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A running browser that keeps its profile in `folder` and reaches nothing but files."""
    to_read, writing = _pipe()
    reading, to_write = _pipe()

    def pipes() -> None:
        os.dup2(to_read, 3)
        os.dup2(to_write, 4)

    process = subprocess.Popen(
        [program(), *_OPTIONS, f"--user-data-dir={folder}", "about:blank"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(3, 4),
        preexec_fn=pipes,
    )
    os.close(to_read)
    os.close(to_write)
    started = Browser(reading, writing)
    try:
        started.open_page()
        yield started
    finally:
        started.close()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
