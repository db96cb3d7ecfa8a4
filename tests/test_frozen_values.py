"""Values are frozen dataclasses, only made faster: whoever knows those knows ours."""

from __future__ import annotations

import ast
import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from pathlib import Path

import pytest

from giaoban_cli.frozen import frozen

PACKAGE = Path(__file__).parent.parent / "src" / "giaoban_cli"


@frozen
class Seat:
    """A value with every kind of field."""

    name: str
    row: int = 1
    notes: Mapping[str, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return f"{self.name}{self.row}"


@frozen
class Bench:
    """Another class with the same fields."""

    name: str
    row: int = 1
    notes: Mapping[str, int] = field(default_factory=dict)


@frozen
class One:
    """A value of one field."""

    only: str


@frozen
class Empty:
    """A value of none."""


def test_fields_are_given_by_position_by_name_or_not_at_all() -> None:
    assert Seat("a", 2, {"x": 1}) == Seat(notes={"x": 1}, row=2, name="a")
    assert (Seat("a").row, Seat("a").notes) == (1, {})
    assert Seat("a").label == "a1"


def test_a_default_that_is_made_is_not_shared() -> None:
    assert Seat("a").notes is not Seat("a").notes


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        ((), {"row": 2}),
        (("a", 1, {}, 4), {}),
        (("a",), {"rwo": 2}),
        (("a",), {"name": 1}),
    ],
)
def test_what_is_missing_unknown_or_too_much_is_an_error(
    values: tuple[object, ...], named: dict[str, object]
) -> None:
    with pytest.raises(TypeError, match="Seat"):
        Seat(*values, **named)  # type: ignore[arg-type]


def test_values_are_equal_when_class_and_fields_are() -> None:
    others: list[object] = [Seat("b"), Bench("a"), ("a", 1, {})]
    assert all(Seat("a") != other for other in others)
    assert One("a") == One("a") != One("b")
    assert Empty() == Empty()
    assert {One("a"), One("a"), Empty(), Empty()} == {One("a"), Empty()}


def test_a_value_cannot_be_changed() -> None:
    seat = Seat("a")
    with pytest.raises(FrozenInstanceError):
        seat.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del seat.name
    with pytest.raises(FrozenInstanceError):
        seat.other = 1  # type: ignore[attr-defined]
    assert not hasattr(seat, "__dict__")


def test_the_tools_of_dataclasses_know_our_values() -> None:
    assert replace(Seat("a"), row=3) == Seat("a", 3)
    assert asdict(Seat("a")) == {"name": "a", "row": 1, "notes": {}}
    assert [each.name for each in fields(Seat)] == ["name", "row", "notes"]
    match Seat("a", 2):
        case Seat(name, row):
            assert (name, row) == ("a", 2)


def test_a_value_is_written_as_it_is_made() -> None:
    assert repr(One("a")) == "One(only='a')"
    assert repr(Empty()) == "Empty()"
    assert repr(Bench("a")) == "Bench(name='a', row=1, notes={})"


@pytest.mark.parametrize("value", [Seat("a", 2, {"x": 1}), One("a"), Empty()])
def test_a_value_survives_copy_and_pickle(value: object) -> None:
    assert copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value


def test_every_frozen_class_is_made_so() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "dataclass":
                named = {word.arg for word in node.keywords}
                assert "frozen" not in named, f"{path}: giaoban_cli.frozen makes frozen classes"
