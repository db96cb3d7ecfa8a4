"""`@frozen`: the dataclasses of this program, which cannot be changed and are made quickly.

In: a class with typed fields. Out: what `dataclass(frozen=True, slots=True)` makes of it, and the
same to type checkers, `replace`, `fields`, `match`, `copy` and pickle. Only the class itself costs
less: the standard decorator writes six functions a class as text and compiles them whenever the
program starts, half a millisecond a class and a third of the time of a search. Here all classes
share functions that were compiled once (docs/decisions/0004-frozen-values.md).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from types import FunctionType
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make frozen, slotted values of a class with typed fields; its own methods stay.

    A field may have a default, or `dataclasses.field(default_factory=…)`. Two values are equal
    when they are of one class and their fields are equal.
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__init__ = _initialiser(made)
    made.__setattr__ = made.__delattr__ = _refuse
    made.__eq__ = _equal
    made.__hash__ = _hash
    made.__repr__ = _repr
    made.__reduce__ = _reduced
    made._contents = staticmethod(_contents(made.__match_args__))  # noqa: SLF001
    return made  # type: ignore[no-any-return]


def _initialiser(made: Any) -> Callable[..., None]:
    """The `__init__` of a class: fields by position, by name or by default."""
    shape = fields(made)
    setters = tuple(getattr(made, each.name).__set__ for each in shape)
    if len(shape) in _WRITTEN_OUT and all(each.default_factory is MISSING for each in shape):
        return _written_out(made.__qualname__, shape, setters)
    by_name = tuple(
        (each.name, setter, each.default, each.default_factory)
        for each, setter in zip(shape, setters, strict=True)
    )

    def initialise(self: Any, *values: Any, **named: Any) -> None:
        for setter, value in zip(setters, values):  # noqa: B905  what is missing comes below
            setter(self, value)
        for name, setter, default, factory in by_name[len(values) :]:
            if name in named:
                setter(self, named.pop(name))
            elif default is not MISSING:
                setter(self, default)
            elif factory is not MISSING:
                setter(self, factory())
            else:
                raise TypeError(f"{made.__name__}: {name} is missing")
        if named or len(values) > len(setters):
            raise TypeError(f"{made.__name__}: too many values: {', '.join(named)}")

    return initialise


def _written_out(
    owner: str, shape: tuple[Field[Any], ...], setters: tuple[Callable[[Any, Any], None], ...]
) -> Callable[..., None]:
    """The `__init__` of a class of few fields: the function of so many, under their names.

    Reading a report makes some 170 values; this makes one in half the time of a loop.
    """
    general = _WRITTEN_OUT[len(setters)](*setters)
    named = general.__code__.replace(
        co_varnames=("self", *(each.name for each in shape)),
        co_name="__init__",
        co_qualname=f"{owner}.__init__",
    )
    defaults = tuple(each.default for each in shape if each.default is not MISSING)
    made = FunctionType(named, general.__globals__, "__init__", defaults, general.__closure__)
    made.__qualname__ = named.co_qualname
    return made


def _one(s0: Any) -> Any:
    def initialise(self: Any, v0: Any) -> None:
        s0(self, v0)

    return initialise


def _two(s0: Any, s1: Any) -> Any:
    def initialise(self: Any, v0: Any, v1: Any) -> None:
        s0(self, v0)
        s1(self, v1)

    return initialise


def _three(s0: Any, s1: Any, s2: Any) -> Any:
    def initialise(self: Any, v0: Any, v1: Any, v2: Any) -> None:
        s0(self, v0)
        s1(self, v1)
        s2(self, v2)

    return initialise


def _four(s0: Any, s1: Any, s2: Any, s3: Any) -> Any:
    def initialise(self: Any, v0: Any, v1: Any, v2: Any, v3: Any) -> None:
        s0(self, v0)
        s1(self, v1)
        s2(self, v2)
        s3(self, v3)

    return initialise


def _five(s0: Any, s1: Any, s2: Any, s3: Any, s4: Any) -> Any:
    def initialise(self: Any, v0: Any, v1: Any, v2: Any, v3: Any, v4: Any) -> None:
        s0(self, v0)
        s1(self, v1)
        s2(self, v2)
        s3(self, v3)
        s4(self, v4)

    return initialise


def _six(s0: Any, s1: Any, s2: Any, s3: Any, s4: Any, s5: Any) -> Any:
    def initialise(self: Any, v0: Any, v1: Any, v2: Any, v3: Any, v4: Any, v5: Any) -> None:
        s0(self, v0)
        s1(self, v1)
        s2(self, v2)
        s3(self, v3)
        s4(self, v4)
        s5(self, v5)

    return initialise


_WRITTEN_OUT: dict[int, Callable[..., Any]] = {
    1: _one,
    2: _two,
    3: _three,
    4: _four,
    5: _five,
    6: _six,
}
"""By the number of fields: from the setters of a class to what sets them, without a loop."""


def _contents(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the fields of a value as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _refuse(self: Any, name: str, value: Any = None) -> NoReturn:  # noqa: ARG001
    raise FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._contents(self) == self._contents(other)


def _hash(self: Any) -> int:
    return hash(self._contents(self))


def _repr(self: Any) -> str:
    pairs = zip(self.__match_args__, self._contents(self), strict=True)
    return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in pairs)})"


def _reduced(self: Any) -> tuple[type[Any], tuple[Any, ...]]:
    """How pickle and copy make the same value again."""
    return self.__class__, self._contents(self)
