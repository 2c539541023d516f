"""The page in a browser: by keyboard, filtered, dark, small, on paper, for everybody (axe-core), without a network.

`npm install --prefix .cache/node axe-core` makes the checker. Pictures lie in the test's folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.page.pages import CASES, made
from tests.support.browser import Browser, browser

pytestmark = pytest.mark.slow

AXE = ROOT / ".cache" / "node" / "node_modules" / "axe-core" / "axe.min.js"
VIEWS = list(product((1280, 390), ("light", "dark")))
_VIOLATIONS = """
axe.run({resultTypes: ["violations"]}).then((found) => found.violations
  .map((one) => `${one.id}: ${one.nodes.slice(0, 5).map((node) => node.html.slice(0, 160)).join(" | ")}`))
"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    for name, spec in CASES.items():
        (folder / f"{name}.html").write_text(made(spec), encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in CASES}


def told(page: Browser) -> list[Any]:
    """Errors of the console, refused policies, and requests for anything but the page itself."""
    found: list[Any] = []
    for event in page.events:
        method, values = event.get("method"), event.get("params", {})
        if method in ("Log.entryAdded", "Runtime.exceptionThrown", "Audits.issueAdded", "Page.javascriptDialogOpening"):
            found.append(values)
        if method == "Network.requestWillBeSent" and not values["request"]["url"].startswith(("file:", "data:")):
            found.append(values["request"]["url"])
    files = [
        one["params"]["request"]["url"]
        for one in page.events
        if one.get("method") == "Network.requestWillBeSent" and one["params"]["request"]["url"].startswith("file:")
    ]
    return found + files[1:]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_everybody_can_read_it(
    name: str, width: int, scheme: str, chromium: Browser, addresses: dict[str, str], tmp_path: Path
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not in .cache/node (.ci/run installs it)")
    chromium.show_as(width=width, scheme=scheme)
    chromium.visit(addresses[name])
    chromium.picture(tmp_path / f"{name}-{width}-{scheme}.png", whole=True)
    assert chromium.run("document.documentElement.scrollWidth") == width, "nothing but tables scrolls sideways"
    assert told(chromium) == []
    chromium.run("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    chromium.run(AXE.read_text(encoding="utf-8"))
    assert chromium.run(_VIOLATIONS) == []


def focused(page: Browser) -> str:
    text: str = page.run(
        "(({tagName, href, name, textContent}) => [tagName, (href || '').split('#')[1] || name || textContent.trim()]"
        ".join(' '))(document.activeElement)"
    )
    return text


def test_a_keyboard_is_enough(chromium: Browser, addresses: dict[str, str]) -> None:
    chromium.show_as(width=1280)
    chromium.visit(addresses["hostile"])
    chromium.press("Tab")
    assert focused(chromium) == "A main"
    assert chromium.run("document.activeElement.getBoundingClientRect().top") >= 0
    chromium.press("Enter")
    assert focused(chromium).startswith("MAIN")
    stops = []
    for _ in range(200):
        chromium.press("Tab")
        stops.append(focused(chromium))
        assert chromium.run("getComputedStyle(document.activeElement).outlineStyle") in ("solid", "auto"), stops[-1]
        if stops[-1] == "SELECT method":
            break
    first = next(stop for stop in stops if stop.startswith("A rule-"))
    assert stops.index("A findings") < stops.index(first) < stops.index("SELECT method")
    chromium.press("Tab", shift=True)
    assert focused(chromium) == stops[-2]


def test_from_a_finding_to_its_line_and_back(chromium: Browser, addresses: dict[str, str]) -> None:
    chromium.show_as(width=1280)
    chromium.visit(addresses["hostile"])
    rule = chromium.run("document.querySelector('.rules tbody tr').id")
    chromium.run(f"document.querySelector('#{rule} .places a').focus()")
    chromium.press("Enter")
    place = "document.querySelector(':target').getBoundingClientRect()"
    assert chromium.run("document.querySelector(':target').closest('li.found').id").startswith("f1-")
    assert 0 <= chromium.run(f"{place}.top") < 900
    chromium.press("Tab")
    assert focused(chromium) == f"A {rule}"
    chromium.press("Enter")
    assert chromium.run("document.querySelector(':target').id") == rule


def test_steps_lead_through_the_findings_and_say_them(chromium: Browser, addresses: dict[str, str]) -> None:
    chromium.show_as(width=1280)
    chromium.visit(addresses["hostile"])
    count = chromium.run("document.querySelectorAll('#texts .finding').length")
    chromium.run("document.querySelector('[data-step=\"1\"]').focus()")
    for number in [*range(1, count + 1), 1]:
        chromium.press("Enter")
        said = chromium.run("document.querySelector('[data-for=texts] output').textContent")
        assert said.startswith(f"{number}/{count} ")
        place = chromium.run("document.querySelector('.current').getBoundingClientRect().top")
        assert 0 < place < 900
    assert focused(chromium).startswith("BUTTON")


def test_filters_say_what_they_leave(chromium: Browser, addresses: dict[str, str]) -> None:
    chromium.show_as(width=1280)
    chromium.visit(addresses["tasks"])
    form = "document.querySelector('[data-for=api]')"
    shown = "[...document.querySelectorAll('#api [data-row]')].filter((one) => one.offsetParent)"
    everything = chromium.run(f"{shown}.length")
    chromium.run(f"{form}.elements.text.focus()")
    chromium.write("comments")
    assert chromium.run(f"{shown}.map((one) => one.cells[1].textContent.includes('comments'))") == [True] * 3
    assert chromium.run(f"{form}.querySelector('output').textContent") == f"3 of {everything} endpoints shown"
    chromium.run(f"{form}.elements.method.value = 'DELETE'")
    chromium.run(f"{form}.dispatchEvent(new Event('input', {{bubbles: true}}))")
    assert chromium.run(f"{shown}.length") == 1
    chromium.run(f"{form}.querySelector('[type=reset]').click()")
    assert chromium.run(f"new Promise((done) => setTimeout(() => done({shown}.length), 20))") == everything


def test_a_link_opens_what_is_folded_or_filtered_away(chromium: Browser, addresses: dict[str, str]) -> None:
    chromium.show_as(width=1280)
    chromium.visit(addresses["hostile"])
    line = chromium.run("document.querySelector('#table-things .place').hash.slice(1)")
    later = "new Promise((done) => setTimeout(() => done({}), 50))"
    chromium.run("document.querySelector('[name=fold]').click()")
    assert chromium.run(f"document.getElementById('{line}').hidden") is True
    chromium.run(f"location.hash = '{line}'")
    assert chromium.run(later.format(f"Boolean(document.getElementById('{line}').offsetParent)")) is True
    chromium.run("location.hash = 'table-things'")
    assert chromium.run(later.format("document.getElementById('table-things').open")) is True


def test_it_reads_without_its_script(chromium: Browser, addresses: dict[str, str], tmp_path: Path) -> None:
    chromium.show_as(width=1280)
    chromium.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        chromium.visit(addresses["tasks"])
        chromium.picture(tmp_path / "no-script.png", whole=True)
        root = chromium.call("DOM.getDocument")["root"]["nodeId"]
        forms = chromium.call(
            "DOM.querySelectorAll", nodeId=root, selector=".filters:not([hidden]), .tools:not([hidden])"
        )
        rows = chromium.call("DOM.querySelectorAll", nodeId=root, selector="#api [data-row]:not([hidden])")
        assert (len(forms["nodeIds"]), len(rows["nodeIds"])) == (0, 30)
    finally:
        chromium.call("Emulation.setScriptExecutionDisabled", value=False)


def test_paper_is_light_and_shows_what_is_folded(chromium: Browser, addresses: dict[str, str], tmp_path: Path) -> None:
    chromium.show_as(width=1000, media="print", scheme="dark")
    chromium.visit(addresses["tasks"])
    chromium.picture(tmp_path / "print.png", whole=True)
    assert chromium.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert chromium.run("getComputedStyle(document.querySelector('.contents')).display") == "none"
    assert chromium.run("document.querySelector('#table-tasks table').getBoundingClientRect().height") > 100
    printed = chromium.call("Page.printToPDF")["data"]
    assert printed.startswith("JVBERi")


def test_a_hostile_spec_runs_nothing(chromium: Browser, addresses: dict[str, str]) -> None:
    chromium.show_as(width=1280)
    chromium.visit(addresses["hostile"])
    assert told(chromium) == []
    assert chromium.run("document.scripts.length") == 1
    refused = "Promise.allSettled([fetch('https://example.invalid/')]).then(([one]) => one.status)"
    assert chromium.run(refused) == "rejected"
    assert any("Content Security Policy" in str(one) or "ContentSecurityPolicy" in str(one) for one in told(chromium))
