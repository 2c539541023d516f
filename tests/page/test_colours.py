"""The colours of the page against each other: WCAG 2.2, 1.4.3 (AA, 4.5 to 1), in light, in dark and on paper.

A checker in a browser cannot tell the ground of text in a drawing; this can.
"""

from __future__ import annotations

import re

import pytest

from groundplan import resources

TEXT = ("ink", "soft", "accent")
GROUNDS = ("paper", "panel", "sunk", "wash")
WASHED = ("error", "warning", "note", "good")
PAIRS = [
    *((text, ground) for text in TEXT for ground in GROUNDS),
    *(("ink", f"{name}-wash") for name in (*WASHED, "other")),
    *((name, ground) for name in WASHED for ground in (f"{name}-wash", "panel")),
]
STYLE = resources.folder("rules", "report", "style.css").read_text(encoding="utf-8")
LIGHT, DARK, PAPER = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [LIGHT, DARK, PAPER], ids=["light", "dark", "paper"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(theme: dict[str, str], text: str, ground: str) -> None:
    low, high = sorted((luminance(theme[text]), luminance(theme[ground])))
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_every_colour_has_its_counterpart() -> None:
    assert LIGHT.keys() == DARK.keys() == PAPER.keys()
