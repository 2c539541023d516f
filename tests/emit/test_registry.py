"""The registry of outputs: every one renders in each of its forms, whatever the Blueprint."""

from __future__ import annotations

import pytest

from groundplan.emit import EMITTERS, emit
from tests.emit.blueprints import blueprint

FORMS = [(name, form) for name, one in EMITTERS.items() for form in one.forms]


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_every_output_renders_in_every_form(name: str, form: str) -> None:
    text = emit(name, blueprint(), form)
    assert text.endswith("\n")
    assert "Task tracker" in text
    assert text == emit(name, blueprint(), form)


def test_the_first_form_is_the_default() -> None:
    for name, one in EMITTERS.items():
        assert emit(name, blueprint()) == emit(name, blueprint(), one.forms[0])
