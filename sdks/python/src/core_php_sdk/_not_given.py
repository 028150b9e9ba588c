from __future__ import annotations

from typing import Any, Final


class NotGiven:
    """The type of NOT_GIVEN: the field is left out. None, on the other hand, is sent and clears the field."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __reduce__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN: Final = NotGiven()


def given_or(value: Any, default: Any) -> Any:
    return default if value is NOT_GIVEN else value
