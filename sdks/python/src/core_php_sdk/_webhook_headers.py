from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Headers = Union[Mapping[str, Any], Mapping[bytes, Any], Iterable[tuple[Any, Any]]]


def webhook_headers(headers: Headers) -> dict[str, str]:
    """Names in lower case with dashes, whatever shape they came in; what is no pair of texts is left out."""
    shape: Any = headers
    pairs = shape.items() if hasattr(shape, "items") else shape if hasattr(shape, "__iter__") else ()
    found: dict[str, str] = {}
    for pair in pairs:
        if not isinstance(pair, (list, tuple)) or len(pair) < 2:
            continue
        name, value = _text(pair[0]), _text(pair[1])
        if name is None or value is None:
            continue
        # A WSGI environ and Django's META: HTTP_WEBHOOK_ID.
        plain = name[5:].replace("_", "-") if name.startswith("HTTP_") else name
        found[plain.lower()] = value
    return found


def _text(value: Any) -> str | None:
    if isinstance(value, (list, tuple)) and len(value) == 1:
        return _text(value[0])
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else None
