# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

from ..._not_given import NOT_GIVEN
from ..._operation import Operation
from ..._resource import Resource

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from datetime import date, datetime
    from typing import Literal
    from ..._not_given import NotGiven
    from ..._paging import AsyncPage, Page
    from ..._settings import CallOptions
    from ..models import Event

_LIST = Operation(
    "events.list",
    "GET",
    "/events",
    "page",
    "Event",
    query=("fields", "page", "per_page", "cursor", "sort", "type", "created_after", "created_before",),
    cursor=True,
)
_GET = Operation("events.get", "GET", "/events/{event_id}", "data", "Event", query=("fields",))


class EventsResource(Resource):
    """Events of a workspace, as endpoints receive them."""

    def list(
        self,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        type: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[Event]:
        """List the events of the workspace.

        Events are kept as long as deliveries. With a namespace in the request, the list has only the events of that namespace.  Scope: `read:webhooks`.
        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: Replaces `page`: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        type: Returns only entries with this type.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: Page[Event] = self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "type": type,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        type: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[Event]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: Iterator[Event] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "type": type,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def get(
        self,
        event_id: str,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Event:
        """Read an event as it was sent to endpoints.

        Scope: `read:webhooks`.
        fields: Returns only these fields, and the ID.
        """
        answer: Event = self._client._call(_GET, (event_id,), {
            "fields": fields,
        }, options)
        return answer


class AsyncEventsResource(Resource):
    """Events of a workspace, as endpoints receive them."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        type: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[Event]:
        """List the events of the workspace.

        Events are kept as long as deliveries. With a namespace in the request, the list has only the events of that namespace.  Scope: `read:webhooks`.
        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: Replaces `page`: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        type: Returns only entries with this type.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: AsyncPage[Event] = await self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "type": type,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        type: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[Event]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: AsyncIterator[Event] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "type": type,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    async def get(
        self,
        event_id: str,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Event:
        """Read an event as it was sent to endpoints.

        Scope: `read:webhooks`.
        fields: Returns only these fields, and the ID.
        """
        answer: Event = await self._client._call(_GET, (event_id,), {
            "fields": fields,
        }, options)
        return answer
