from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, NoReturn, Union

from .errors import NotIncluded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ._response import Response

# The Python type of a JSON field: None leaves it as it is, "time" makes a datetime, any other text an object of that class;
# a list, a map, and a union, of which the first class whose required fields are all there is taken.
Kind = Union[None, str, "ListOf", "MapOf", "OneOf"]

_secret_names = frozenset({"key", "secret", "token"})


class ListOf(NamedTuple):
    items: Any


class MapOf(NamedTuple):
    values: Any


class OneOf(NamedTuple):
    names: tuple[str, ...]


class Asked(NamedTuple):
    """The fields and includes of the call; None: the call did not name any."""

    fields: Sequence[str] | None
    include: Sequence[str]


class Answer:
    """An object of the API. Read-only; fields that this version does not know are there as well, as JSON has them."""

    _kinds: ClassVar[Mapping[str, Any]] = {}
    #: Attributes that are not called as on the wire.
    _wire_names: ClassVar[Mapping[str, str]] = {}
    _includes: ClassVar[Mapping[str, str]] = {}
    _optional: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, raw: Mapping[str, Any], asked: Asked | None = None, response: Response | None = None) -> None:
        self.__dict__.update(_raw=raw, _asked=asked, _response=response)

    def to_dict(self) -> dict[str, Any]:
        """A copy as JSON has it: names as on the wire, times as text."""
        copy: dict[str, Any] = json.loads(json.dumps(self.__dict__["_raw"]))
        return copy

    # Hidden from type checkers: they take declared fields alone.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            raw = self.__dict__["_raw"]
            wire = self._wire_names.get(name, name)
            if wire in raw:
                value = convert(self._kinds.get(wire), raw[wire])
                self.__dict__[name] = value
                return value
            if wire in self._kinds:
                return self._missing(wire)
            raise AttributeError(f"{type(self).__name__} has no field {name!r}.")

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError("What was answered is read-only. Send a change to the API.")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and bool(other.__dict__["_raw"] == self.__dict__["_raw"])

    def __hash__(self) -> int:
        return hash((type(self), self.__dict__["_raw"].get("id")))

    def __repr__(self) -> str:
        shown = (f"{name}={value!r}" for name, value in _redacted(self.__dict__["_raw"]).items())
        return f"{type(self).__name__}({', '.join(shown)})"

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *(name for name in self.__dict__["_raw"] if name.isidentifier())]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.__dict__["_raw"],)

    def _missing(self, wire: str) -> None:
        asked: Asked | None = self.__dict__["_asked"]
        title = f"{type(self).__name__}.{wire}"
        include = self._includes.get(wire)
        if include is not None and (asked is None or include not in asked.include):
            raise NotIncluded(f'{title} was not asked for: call with include=["{include}"].')
        if asked is not None and asked.fields is not None and wire not in asked.fields:
            raise NotIncluded(f'{title} was not asked for: add "{wire}" to fields.')
        if wire in self._optional:
            return None
        raise NotIncluded(f"{title} was not in the answer.")


def _redacted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: "***" if name in _secret_names else _redacted(item) for name, item in value.items()}
    return [_redacted(item) for item in value] if isinstance(value, list) else value


def convert(kind: Any, value: Any) -> Any:
    """The value as its kind says; unchanged where it has another form than its kind, as a newer server may send."""
    if kind is None or value is None:
        return value
    if kind == "time":
        return time_of(value)
    if isinstance(kind, str):
        return object_of(kind, value)
    if isinstance(kind, ListOf):
        return [convert(kind.items, item) for item in value] if isinstance(value, list) else value
    if isinstance(kind, MapOf):
        return {name: convert(kind.values, item) for name, item in value.items()} if isinstance(value, dict) else value
    return object_of(_fitting(kind, value), value)


def object_of(name: str, value: Any, asked: Asked | None = None, response: Response | None = None) -> Any:
    from .gen import models

    if not isinstance(value, dict):
        return value
    return getattr(models, name)(value, asked, response)


def time_of(text: Any) -> Any:
    from datetime import datetime

    try:
        # Python 3.10 reads no Z.
        return datetime.fromisoformat(f"{text[:-1]}+00:00" if text.endswith("Z") else text)
    except (AttributeError, ValueError):
        return text


def _fitting(kind: OneOf, value: Any) -> str:
    from .gen import models

    def fits(name: str) -> bool:
        cls: type[Answer] = getattr(models, name)
        needed = set(cls._kinds) - cls._optional - set(cls._includes)
        return isinstance(value, dict) and needed <= value.keys()

    return next((name for name in kind.names if fits(name)), kind.names[-1])
