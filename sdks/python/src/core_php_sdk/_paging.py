from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ._answer import Answer
from .errors import UnexpectedAnswerError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from ._response import Response

T = TypeVar("T")


class PageMeta(Answer):
    """Where a page is in its list; by cursor only `per_page` and `next_cursor` are told, and the rest is None."""

    current_page: int | None
    per_page: int
    total: int | None
    last_page: int | None
    from_: int | None
    to: int | None
    next_cursor: str | None
    total_is_exact: bool | None

    _kinds = dict.fromkeys(
        ("current_page", "per_page", "total", "last_page", "from", "to", "next_cursor", "total_is_exact")
    )
    _wire_names = {"from_": "from"}
    _optional = frozenset(_kinds) - {"per_page"}


class _AnyPage(Generic[T]):
    """One page of a list: its own rows in `data`, its place in `meta`."""

    def __init__(self, data: list[T], meta: PageMeta, response: Response, fetch: Callable[[dict[str, Any]], Any]) -> None:
        self.data = data
        self.meta = meta
        self._response = response
        self._fetch = fetch

    def __iter__(self) -> Iterator[T]:
        """Over the rows of this page alone; `all()` of the resource goes through every page."""
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self.data)}, {self.meta!r}>"

    def has_next_page(self) -> bool:
        return next_query(self.meta) is not None


class Page(_AnyPage[T]):
    def next_page(self) -> Page[T] | None:
        """The page after this one; None after the last."""
        query = next_query(self.meta)
        page: Page[T] | None = None if query is None else self._fetch(query)
        return page


class AsyncPage(_AnyPage[T]):
    async def next_page(self) -> AsyncPage[T] | None:
        """The page after this one; None after the last."""
        query = next_query(self.meta)
        if query is None:
            return None
        fetched: Awaitable[AsyncPage[T]] = self._fetch(query)
        return await fetched


def next_query(meta: PageMeta) -> dict[str, Any] | None:
    current, last, cursor = meta.current_page, meta.last_page or 0, meta.next_cursor
    if current is None:
        if cursor is not None and not isinstance(cursor, str):
            raise UnexpectedAnswerError("The answer is not a page of a list: its next_cursor is no text.")
        return {"cursor": cursor} if cursor else None
    if not isinstance(current, int) or not isinstance(last, int):
        raise UnexpectedAnswerError("The answer is not a page of a list: its current_page or last_page is no number.")
    return {"page": current + 1} if current < last else None


def advanced(fields: Mapping[str, Any], query: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the next page's call; raises where they are those of this page."""
    for name, value in query.items():
        if fields.get(name) == value:
            raise UnexpectedAnswerError(f"The next page has the same {name} as this one: the list would never end.")
    return {**fields, **query}


class Unseen:
    """Drops the rows that one of the last two pages had: a row made meanwhile moves those after it to the next page."""

    def __init__(self) -> None:
        self._before: set[str] = set()
        self._last: set[str] = set()

    def of(self, rows: list[T]) -> list[T]:
        names = [_identity(row) for row in rows]
        fresh = [row for row, name in zip(rows, names) if name not in self._last and name not in self._before]
        self._before, self._last = self._last, set(names)
        return fresh


def _identity(row: object) -> str:
    raw = row.__dict__["_raw"] if isinstance(row, Answer) else row
    if isinstance(raw, dict) and isinstance(raw.get("id"), str):
        return str(raw["id"])
    return json.dumps(raw, sort_keys=True)


def first_query(has_cursor: bool) -> dict[str, Any]:
    """How `all()` begins: by cursor where the list has one, which no row made meanwhile disturbs."""
    return {"cursor": ""} if has_cursor else {"page": 1}
