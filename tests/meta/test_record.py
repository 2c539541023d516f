"""A record is what `typing.NamedTuple` would have made."""

from __future__ import annotations

import pickle
import typing
from inspect import signature

import pytest

from groundplan.record import NamedTuple


class Ours(NamedTuple):
    """A place."""

    line: int
    column: int = 1
    notes: tuple[str, ...] = ()

    @property
    def next(self) -> Ours:
        """The line below."""
        return self._replace(line=self.line + 1)


class Theirs(typing.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    notes: tuple[str, ...] = ()


def test_it_is_made_like_theirs() -> None:
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert Ours.__match_args__ == Theirs.__match_args__
    assert list(signature(Ours).parameters) == list(signature(Theirs).parameters)
    assert typing.get_type_hints(Ours) == typing.get_type_hints(Theirs)
    assert (Ours.__bases__, Ours.__doc__, Ours.__module__) == ((tuple,), "A place.", __name__)
    assert Ours.__qualname__ == "Ours"


def test_it_keeps_what_is_said_beside_the_fields() -> None:
    assert Ours(3).next == (4, 1, ())


def test_it_goes_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Ours(3))) == Ours(3)


def test_a_value_for_every_field_without_a_default() -> None:
    with pytest.raises(TypeError, match="line"):
        Ours()  # type: ignore[call-arg]


def test_no_other_base() -> None:
    with pytest.raises(TypeError, match="no other base"):
        exec("class Both(NamedTuple, dict): ...", {"NamedTuple": NamedTuple, "__name__": __name__})
