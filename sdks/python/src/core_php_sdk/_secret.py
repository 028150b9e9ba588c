from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable


class Secret:
    """Holds a key so that repr, logs, dumps of variables and pickles do not show it."""

    __slots__ = ("reveal",)

    def __init__(self, value: str) -> None:
        # A closure: dumpers that walk attributes find a function.
        self.reveal: Callable[[], str] = lambda: value

    def __repr__(self) -> str:
        return "Secret('***')"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("A key is not pickled. Make a Client in the other process.")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: Any) -> Secret:
        return self
