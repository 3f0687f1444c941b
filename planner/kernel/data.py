# SPDX-License-Identifier: Apache-2.0
"""`dataclass` as the standard library has it, made in a tenth of the time (0038 in docs/adr).

The standard library writes six methods of each class as text and compiles them when the class is made, which takes
0.4 ms a class: a tenth of a second for the 270 classes behind one account's page. Here the methods that are the same
for every class are shared, and ``__init__``, ``__eq__`` and ``__hash__`` are written when they are first called.
What `dataclasses` has for its classes takes these as its own, and so do msgspec and type checkers.

Known are the options of our classes: ``frozen``, ``slots`` and ``kw_only``. What else a class may want, such as an
order or `InitVar`, the standard library does. Nothing of it is loaded before somebody asks it about a class (4 ms,
with `inspect`): `field`, `fields` and `replace` for what a start does are here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, get_origin

if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, replace
else:

    def dataclass(
        cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, kw_only: bool = False, **more: bool
    ) -> Any:
        """The class with its fields as parameters and the usual methods; see `dataclasses.dataclass`."""
        if more:
            return _library().dataclass(cls, frozen=frozen, slots=slots, kw_only=kw_only, **more)
        how = _How(frozen, slots, kw_only)
        return how.make if cls is None else how.make(cls)

    def field(**options: Any) -> Any:
        """A field with options; see `dataclasses.field`."""
        return _Field(**options)

    def fields(of: Any) -> tuple[Any, ...]:
        """The fields of a class or an object, in their order, each with name, type and options."""
        specs = vars(of if isinstance(of, type) else type(of)).get(_SPECS)
        return _library().fields(of) if specs is None else tuple(specs.values())

    def replace(one: Any, /, **changes: Any) -> Any:
        """The same object but for these fields; see `dataclasses.replace`."""
        specs = vars(type(one)).get(_SPECS)
        if specs is None or not all(spec.init for spec in specs.values()):
            return _library().replace(one, **changes)
        return type(one)(**{name: getattr(one, name) for name in specs} | changes)


__all__ = ["dataclass", "field", "fields", "replace"]

_FIELDS: Final = "__dataclass_fields__"
_SPECS: Final = "__field_specs__"
_MISSING: Final = object()
_set = object.__setattr__


def _library() -> Any:
    """The standard library's module, loaded when it is first needed."""
    import dataclasses

    return dataclasses


class _Params(NamedTuple):
    """What the standard library asks of a base."""

    frozen: bool
    init: bool = True
    repr: bool = True
    eq: bool = True
    order: bool = False
    unsafe_hash: bool = False


class _Field:
    """What is known of a field; it becomes the standard library's when that is asked."""

    def __init__(
        self,
        *,
        default: Any = _MISSING,
        default_factory: Any = _MISSING,
        init: bool = True,
        repr: bool = True,
        hash: bool | None = None,
        compare: bool = True,
        metadata: Any = None,
        kw_only: bool | None = None,
    ) -> None:
        self.name, self.type = "", None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata, self.kw_only = metadata, kw_only

    def as_theirs(self) -> Any:
        """The field as the standard library has it."""
        dataclasses = _library()
        made = dataclasses.Field(
            default=dataclasses.MISSING if self.default is _MISSING else self.default,
            default_factory=dataclasses.MISSING if self.default_factory is _MISSING else self.default_factory,
            init=self.init,
            repr=self.repr,
            hash=self.hash,
            compare=self.compare,
            metadata=self.metadata,
            kw_only=bool(self.kw_only),
            **({"doc": None} if "doc" in dataclasses.Field.__slots__ else {}),
        )
        made.name, made.type = self.name, self.type
        made._field_type = vars(dataclasses)["_FIELD"]  # noqa: SLF001
        return made


def _ours(theirs: Any) -> _Field:
    """A field that was made by the standard library's function."""
    dataclasses = _library()

    def known(value: object) -> object:
        return _MISSING if value is dataclasses.MISSING else value

    made = _Field(
        default=known(theirs.default),
        default_factory=known(theirs.default_factory),
        init=theirs.init,
        repr=theirs.repr,
        hash=theirs.hash,
        compare=theirs.compare,
        metadata=theirs.metadata,
        kw_only=None if theirs.kw_only is dataclasses.MISSING else theirs.kw_only,
    )
    made.name, made.type = theirs.name, theirs.type
    return made


class _Fields:
    """Stands in a class for its fields until the standard library, or msgspec, asks for them."""

    def __init__(self) -> None:
        self._owner: Any = None

    def __set_name__(self, owner: type, _name: str) -> None:
        self._owner = owner

    def __get__(self, _one: object, _cls: type | None = None) -> dict[str, Any]:
        found = {name: spec.as_theirs() for name, spec in getattr(self._owner, _SPECS).items()}
        setattr(self._owner, _FIELDS, found)
        return found


class _How:
    """Makes the classes of one set of options."""

    def __init__(self, frozen: bool, slots: bool, kw_only: bool) -> None:  # noqa: FBT001
        self._frozen, self._slots, self._kw_only = frozen, slots, kw_only

    def make(self, cls: type) -> Any:
        """The class that takes the place of the one as written."""
        own: dict[str, Any] = dict(vars(cls))
        known: dict[str, _Field] = {}
        for base in cls.__mro__[-1:0:-1]:
            known |= _specs_of(base)
        for name, kind in cls.__annotations__.items():
            if _is_late(kind):
                return _library().dataclass(cls, frozen=self._frozen, slots=self._slots, kw_only=self._kw_only)
            if not _is_of_class(kind):
                known[name] = self._field(name, kind, own)
        own[_SPECS], own[_FIELDS] = known, _Fields()
        own["__dataclass_params__"] = _Params(frozen=self._frozen)
        self._add_methods(own, known)
        return self._remade(cls, own, known) if self._slots else _added(cls, own)

    def _field(self, name: str, kind: object, own: dict[str, Any]) -> _Field:
        """The field of a name, and its default as an attribute of the class where it has one."""
        default = own.get(name, _MISSING)
        if type(default).__name__ == "Field" and type(default).__module__ == "dataclasses":
            default = _ours(default)
        if isinstance(default, _Field):
            found = default
            if found.default is _MISSING:
                del own[name]
            else:
                own[name] = found.default
        else:
            found = _Field(default=_MISSING if isinstance(default, MemberDescriptorType) else default)
        found.name, found.type = name, kind  # type: ignore[assignment]
        if found.kw_only is None:
            found.kw_only = self._kw_only
        if found.default is not _MISSING and found.default.__class__.__hash__ is None:
            raise ValueError(f"mutable default {type(found.default)} for field {name} is not allowed")
        return found

    def _add_methods(self, own: dict[str, Any], known: dict[str, Any]) -> None:
        own["__init__"] = _late_init()
        own.setdefault("__repr__", _repr)
        explicit = own.get("__hash__") is not None or ("__hash__" in own and "__eq__" not in own)
        own.setdefault("__eq__", _eq)
        if not explicit:
            own["__hash__"] = _hash if self._frozen else None
        own.setdefault("__match_args__", tuple(one.name for one in known.values() if one.init and not one.kw_only))
        if self._frozen:
            own["__setattr__"], own["__delattr__"] = _no_set, _no_delete
            if self._slots:
                own.setdefault("__getstate__", _getstate)
                own.setdefault("__setstate__", _setstate)

    def _remade(self, cls: type, own: dict[str, Any], known: dict[str, Any]) -> type:
        """The class anew, with a place for each of its fields."""
        inherited = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
        own["__slots__"] = tuple(name for name in known if name not in inherited)
        for name in (*known, "__dict__", "__weakref__"):
            own.pop(name, None)
        made = type(cls)(cls.__name__, cls.__bases__, own)
        made.__qualname__ = cls.__qualname__
        return made


def _added(cls: type, own: dict[str, Any]) -> type:
    """The class as written, with what it lacks."""
    before = vars(cls)
    for name, value in own.items():
        if name not in before or before[name] is not value:
            setattr(cls, name, value)
    own[_FIELDS].__set_name__(cls, _FIELDS)
    for name in before.keys() - own.keys():  # fields whose default is made for each object
        delattr(cls, name)
    return cls


def _specs_of(base: type) -> dict[str, _Field]:
    """The fields of a base, by whomever it was made."""
    found = vars(base).get(_SPECS)
    if found is not None:
        return dict(found)
    return {name: _ours(one) for name, one in vars(base).get(_FIELDS, {}).items()}


def _slots_of(base: type) -> Iterator[str]:
    found = vars(base).get("__slots__", ())
    yield from (found,) if isinstance(found, str) else found


def _is_of_class(kind: object) -> bool:
    """Whether an annotation is of the class itself and of no field."""
    if isinstance(kind, str):
        return kind.startswith(("ClassVar", "typing.ClassVar"))
    return kind is ClassVar or get_origin(kind) is ClassVar


def _is_late(kind: object) -> bool:
    """Whether an annotation wants what only the standard library does."""
    text = kind if isinstance(kind, str) else repr(kind)
    return "InitVar" in text or "KW_ONLY" in text


# -- shared by all classes


def _eq(self: Any, other: object) -> Any:
    return _put(self, "__eq__", _eq, _written_eq)(self, other)


def _hash(self: Any) -> Any:
    return _put(self, "__hash__", _hash, _written_hash)(self)


def _put(self: Any, name: str, late: object, write: Callable[[Any], Callable[..., Any]]) -> Callable[..., Any]:
    """Put the real method in the place of one that is called first, in the class it belongs to."""
    owner: Any = next(cls for cls in type(self).__mro__ if vars(cls).get(name) is late)
    made = write(owner)
    made.__qualname__, made.__module__ = f"{owner.__qualname__}.{name}", owner.__module__
    setattr(owner, name, made)
    return made


_within: set[tuple[int, int]] = set()


def _repr(self: Any) -> str:
    from threading import get_ident

    here = (id(self), get_ident())
    if here in _within:
        return "..."
    _within.add(here)
    try:
        known = getattr(type(self), _SPECS).values()
        told = [f"{one.name}={getattr(self, one.name)!r}" for one in known if one.repr]
    finally:
        _within.discard(here)
    return f"{type(self).__qualname__}({', '.join(told)})"


def _no_set(self: Any, name: str, value: object) -> None:
    if _SPECS in vars(type(self)) or name in getattr(self, _SPECS):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")
    _set(self, name, value)


def _no_delete(self: Any, name: str) -> None:
    if _SPECS in vars(type(self)) or name in getattr(self, _SPECS):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")
    object.__delattr__(self, name)


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, name) for name in getattr(self, _SPECS)]


def _setstate(self: Any, state: list[Any]) -> None:
    for name, value in zip(getattr(self, _SPECS), state, strict=True):
        _set(self, name, value)


# -- written when they are first called


def _late_init() -> Callable[..., None]:
    """An ``__init__`` that puts the real one in its place when it is first called."""

    def __init__(self: Any, /, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        _put(self, "__init__", __init__, _written_init)(self, *args, **kwargs)

    return __init__


def _written_init(cls: Any) -> Callable[..., None]:
    """A parameter for each field, with its default."""
    known = list(getattr(cls, _SPECS).values())
    space: dict[str, Any] = {"_set": _set, "_unset": _MISSING}
    frozen = cls.__dataclass_params__.frozen
    lines = []
    for one in known:
        value = _value(one, space)
        if value:
            lines.append(f"  _set(self, {one.name!r}, {value})" if frozen else f"  self.{one.name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("  self.__post_init__()")
    return _compiled(f"def made({_head(known, space)}):\n" + "\n".join(lines or ["  pass"]), space)


def _written_eq(cls: Any) -> Callable[..., Any]:
    names = [one.name for one in getattr(cls, _SPECS).values() if one.compare]
    ours, theirs = _tuple("self", names), _tuple("other", names)
    return _compiled(
        f"def made(self, other):\n  if other.__class__ is self.__class__:\n    return {ours} == {theirs}\n"
        "  return NotImplemented",
        {},
    )


def _written_hash(cls: Any) -> Callable[..., Any]:
    known = getattr(cls, _SPECS).values()
    names = [one.name for one in known if (one.compare if one.hash is None else one.hash)]
    return _compiled(f"def made(self):\n  return hash({_tuple('self', names)})", {})


def _tuple(of: str, names: list[str]) -> str:
    return f"({''.join(f'{of}.{name},' for name in names)})"


def _compiled(text: str, space: dict[str, Any]) -> Callable[..., Any]:
    exec(text, space)  # noqa: S102 - nothing in it but the names of our own fields
    made: Callable[..., Any] = space["made"]
    return made


def _head(known: list[Any], space: dict[str, Any]) -> str:
    """The parameters; those by name alone come last."""
    wanted = [one for one in known if one.init]
    by_place = [_parameter(one, space) for one in wanted if not one.kw_only]
    by_name = [_parameter(one, space) for one in wanted if one.kw_only]
    return ", ".join(["self", *by_place, *(["*", *by_name] if by_name else [])])


def _parameter(one: Any, space: dict[str, Any]) -> str:
    if one.default_factory is not _MISSING:
        return f"{one.name}=_unset"
    if one.default is _MISSING:
        return str(one.name)
    space[f"_default_{one.name}"] = one.default
    return f"{one.name}=_default_{one.name}"


def _value(one: Any, space: dict[str, Any]) -> str:
    """What a field is set to; nothing for one that is neither a parameter nor has a default of its own."""
    if one.default_factory is not _MISSING:
        space[f"_make_{one.name}"] = one.default_factory
        made = f"_make_{one.name}()"
        return f"{made} if {one.name} is _unset else {one.name}" if one.init else made
    if one.init:
        return str(one.name)
    if one.default is _MISSING:
        return ""
    space[f"_default_{one.name}"] = one.default
    return f"_default_{one.name}"
