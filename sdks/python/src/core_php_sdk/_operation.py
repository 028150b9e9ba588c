from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from ._not_given import NOT_GIVEN
from .errors import SdkError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._answer import Kind


class Operation:
    """How one operation of the API is called, and what its answer becomes."""

    __slots__ = ("id", "method", "path", "answer", "kind", "query", "has_cursor", "has_body")

    def __init__(
        self,
        id: str,
        method: str,
        path: str,
        answer: Literal["none", "data", "bare", "page", "lines"] = "none",
        kind: Kind = None,
        *,
        query: tuple[str, ...] = (),
        cursor: bool = False,
        body: bool = False,
    ) -> None:
        self.id = id
        self.method = method
        self.path = path
        self.answer = answer
        self.kind = kind
        self.query = frozenset(query)
        self.has_cursor = cursor
        self.has_body = body

    def target(self, ids: Sequence[str]) -> str:
        """The path with its ids, escaped. Throws for an id that cannot be one."""
        parts = iter(ids)
        return "/".join(
            path_segment(part[1:-1], next(parts)) if part.startswith("{") else part for part in self.path.split("/")
        )


def path_segment(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise SdkError(f"{name} must be a str, not {type(value).__name__}.")
    if value in ("", ".", "..") or any(ord(letter) < 32 or ord(letter) == 127 for letter in value):
        raise SdkError(f"{name} must not be empty, '.', '..' or contain control characters.")
    return _quoted(name, value)


def query_string(query: Mapping[str, Any]) -> str:
    """`?name=value&…`; lists are joined by commas."""
    given = {name: value for name, value in query.items() if value is not NOT_GIVEN and value is not None}
    pairs = [f"{_quoted(name, name)}={_quoted(name, _text(name, value))}" for name, value in given.items()]
    return f"?{'&'.join(pairs)}" if pairs else ""


def json_body(value: Any) -> bytes:
    try:
        return json.dumps(value, default=_plain, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError) as err:
        raise SdkError(f"The body cannot be sent as JSON: {err}") from None


def _plain(value: Any) -> Any:
    from datetime import date, datetime

    from ._answer import Answer

    if isinstance(value, datetime):
        return _time_text("A time", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Answer):
        return value.to_dict()
    raise TypeError(f"{type(value).__name__} has no form in JSON.")


def _text(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ",".join(_text(name, item) for item in value)
    from datetime import date, datetime

    if isinstance(value, datetime):
        return _time_text(name, value)
    if isinstance(value, date):
        return value.isoformat()
    raise SdkError(f"{name} cannot be sent in a query: {type(value).__name__}.")


def _time_text(name: str, value: Any) -> str:
    if value.tzinfo is None:
        raise SdkError(f"{name} has no time zone: use datetime.now(timezone.utc) or set tzinfo.")
    from datetime import timezone

    text: str = value.astimezone(timezone.utc).isoformat()
    return text.replace("+00:00", "Z")


def _quoted(name: str, text: str) -> str:
    try:
        return quote(text, safe="")
    except UnicodeEncodeError:
        raise SdkError(f"{name} is not valid Unicode text.") from None
