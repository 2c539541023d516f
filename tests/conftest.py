"""What all tests share: the golden comparison and where the repository and its neighbours lie."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ("tests.support.matrix",)

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", choices=("check", "update"), default="check", help="update: rewrite expected files")


def pytest_configure(config: pytest.Config) -> None:
    # No test asserts on time. In CI the examples are the same each time: new ones are found, and mended, at home.
    hypothesis.settings.register_profile(
        "ours",
        derandomize=bool(os.environ.get("CI")),
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.load_profile("ours")
    if config.getoption("--golden") == "update" and os.environ.get("CI"):
        raise pytest.UsageError("--golden=update rewrites expected files: review them at home, never in CI")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden(path, text)` compares `text` with the file, or rewrites the file under --golden=update."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--golden") == "update":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        if expected != text:
            lines = difflib.unified_diff(
                expected.splitlines(), text.splitlines(), f"{path.name} (expected)", "now", lineterm=""
            )
            shown = "\n".join(list(lines)[:200])
            pytest.fail(f"{path} differs; if the new text is right: pytest --golden=update\n{shown}", pytrace=False)

    return compare


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of neighbours (SPECs, corpus, peers), or a visible skip where the checkout stands alone."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout")
    return SHARED


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Compiled grammars and rules of the tests stay out of the developer's cache."""
    os.environ.setdefault("GROUNDPLAN_CACHE", str(tmp_path_factory.mktemp("cache")))
