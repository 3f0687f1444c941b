# SPDX-License-Identifier: Apache-2.0
"""`planner.kernel.data.dataclass` makes the same classes as the standard library, only sooner."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import asdict, field, fields, is_dataclass, replace
from functools import partial
from typing import Any, ClassVar

import msgspec
import pytest

from planner.kernel import data
from planner.kernel.override import override

Maker = Callable[..., Any]


def _frozen(maker: Maker) -> Any:
    @maker(frozen=True, slots=True)
    class Point:
        """A place."""

        kind: ClassVar[str] = "point"
        x: int
        y: int = 2
        tags: tuple[str, ...] = field(default_factory=tuple)
        note: str = field(default="", compare=False, repr=False)

        def far(self) -> int:
            return self.x + self.y

    return Point


def _named(maker: Maker) -> Any:
    @maker(frozen=True, slots=True, kw_only=True)
    class Named:
        name: str = ""
        id: str

    return Named


def _open(maker: Maker) -> Any:
    @maker(slots=True)
    class Open:
        parts: list[int] = field(default_factory=list)
        made: int = field(init=False, default=7)

        def __post_init__(self) -> None:
            self.made += len(self.parts)

    return Open


def _child(maker: Maker) -> Any:
    @maker(frozen=True, kw_only=True)
    class Base:
        id: str

    @maker(frozen=True, slots=True, kw_only=True)
    class Child(Base):
        name: str = "n"

        @override
        def __repr__(self) -> str:
            return f"<{self.name}>"

    return Child


KINDS = [_frozen, _named, _open, _child]
GIVEN: dict[Any, list[tuple[tuple[Any, ...], dict[str, Any]]]] = {
    _frozen: [((1,), {}), ((1, 2), {"note": "n"}), ((1,), {"tags": ("a",), "y": 3}), ((), {}), ((1, 2, (), "", 5), {})],
    _named: [((), {"id": "a"}), ((), {"id": "b", "name": "x"}), (("a",), {}), ((), {"id": "a", "no": 1})],
    _open: [((), {}), (([1, 2],), {}), ((), {"parts": [3]})],
    _child: [((), {"id": "1"}), ((), {"id": "1", "name": "m"}), ((), {})],
}


def _made(cls: Any, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
    try:
        return cls(*args, **named)
    except TypeError:
        return TypeError


def _answer(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except (TypeError, AttributeError) as error:
        return type(error)


@pytest.mark.parametrize("kind", KINDS)
def test_that_objects_are_made_shown_compared_and_hashed_alike(kind: Callable[[Maker], Any]) -> None:
    theirs, ours = kind(dataclasses.dataclass), kind(data.dataclass)
    assert is_dataclass(kind(data.dataclass))
    told = [[(f.name, f.type, f.init, f.kw_only, f.compare, f.repr) for f in fields(cls)] for cls in (theirs, ours)]
    assert told[0] == told[1]
    for own in (ours, kind(data.dataclass)):  # before and after the library was asked
        assert [(f.name, f.type, f.init) for f in data.fields(own)] == [one[:3] for one in told[0]]
    assert [f.name for f in data.fields(theirs)] == [one[0] for one in told[0]]
    assert theirs.__match_args__ == ours.__match_args__
    assert getattr(theirs, "__slots__", None) == getattr(ours, "__slots__", None)
    pairs = [(_made(theirs, *given), _made(ours, *given)) for given in GIVEN[kind]]
    for one, two in pairs:
        assert repr(one) == repr(two)
        assert (one is TypeError) == (two is TypeError)
        if one is TypeError:
            continue
        assert asdict(one) == asdict(two)
        assert _answer(partial(hash, one)) == _answer(partial(hash, two))
        assert replace(two) == two
        assert copy.copy(two) == two
        assert two != 1
        assert msgspec.json.encode(one) == msgspec.json.encode(two)
        assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(two)), ours) == two or kind is _open
    for n, (one, two) in enumerate(pairs):
        for other, another in pairs[n:]:
            assert (one == other) == (two == another)


def test_that_a_frozen_one_cannot_be_changed() -> None:
    for cls in (_frozen(data.dataclass), _child(data.dataclass)):
        one = cls(1) if cls.__match_args__ else cls(id="1")
        name = fields(one)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(one, name, 5)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(one, name)
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.more = 5


def test_that_a_field_without_slots_has_its_default_on_the_class() -> None:
    @data.dataclass
    class Plain:
        x: int = 3
        y: list[int] = field(default_factory=list)

    assert Plain.x == 3
    assert not hasattr(Plain, "y")
    assert Plain(4).x == 4
    assert Plain() == Plain(3, [])
    with pytest.raises(TypeError, match="unhashable"):
        hash(Plain())


def test_that_a_default_that_all_would_share_is_refused() -> None:
    with pytest.raises(ValueError, match="mutable default"):

        @data.dataclass(slots=True)
        class Shared:
            x: list[int] = []  # noqa: RUF012


def test_that_an_order_is_left_to_the_standard_library() -> None:
    @data.dataclass(frozen=True, order=True)
    class Ranked:
        n: int

    assert sorted([Ranked(2), Ranked(1)]) == [Ranked(1), Ranked(2)]


@data.dataclass(frozen=True, slots=True)
class Kept:
    """One that can be found by its name, as pickling needs it."""

    x: int
    inner: Kept | None = None


def test_that_it_can_be_pickled_and_shown_within_itself() -> None:
    one = Kept(1, Kept(2))
    assert pickle.loads(pickle.dumps(one)) == one
    assert copy.deepcopy(one) == one
    assert repr(one) == "Kept(x=1, inner=Kept(x=2, inner=None))"


def test_that_the_field_and_the_replacing_of_our_own_do_what_those_of_the_library_do() -> None:
    @data.dataclass(frozen=True, slots=True)
    class Pair:
        left: int
        right: list[int] = data.field(default_factory=list, compare=False)

    one = Pair(1)
    assert data.replace(one, left=2) == replace(one, left=2) == Pair(2, [5])
    assert [(f.name, f.compare, f.default_factory is list) for f in fields(Pair)] == [
        ("left", True, False),
        ("right", False, True),
    ]
    with pytest.raises(TypeError, match="wrong"):
        data.replace(one, wrong=1)  # type: ignore[call-arg]

    @dataclasses.dataclass(frozen=True)
    class Wider(Pair):
        more: int = 0

    assert asdict(Wider(1, [2], 3)) == {"left": 1, "right": [2], "more": 3}
    assert data.replace(Wider(1, [2], 3), left=4) == Wider(4, [2], 3)

    @data.dataclass(frozen=True, kw_only=True)
    class Widest(Wider):
        last: str = "z"

    assert [f.name for f in fields(Widest)] == ["left", "right", "more", "last"]
    assert repr(Widest(1, [2], last="y")).endswith("Widest(left=1, right=[2], more=0, last='y')")


def test_that_what_is_derived_without_the_mark_is_like_its_base() -> None:
    class Small(Kept):
        __slots__ = ()

    assert Small(1) == Small(1)
    assert Small(1) != Kept(1)
    assert hash(Small(1)) == hash(Kept(1))
    assert repr(Small(1)).endswith("Small(x=1, inner=None)")
