from __future__ import annotations

from typing import Any


class Resource:
    """The operations of one resource, on the client that made it."""

    __slots__ = ("_client",)

    def __init__(self, client: Any) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"
