# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

from ..._not_given import NOT_GIVEN
from ..._operation import Operation
from ..._resource import Resource

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from typing import Any, Literal
    from ..._not_given import NotGiven
    from ..._paging import AsyncPage, Page
    from ..._settings import CallOptions
    from ..inputs import BatchEvent
    from ..models import Event, EventWithDeliveries, PublishedEvent, PublishedEvents

_LIST = Operation(
    "events.list",
    "GET",
    "/events",
    "page",
    "Event",
    query=("fields", "page", "per_page", "cursor", "sort", "type", "channel", "event_id", "created_after", "created_before",),
    cursor=True,
)
_PUBLISH = Operation("events.publish", "POST", "/events", "data", "PublishedEvent", body=True)
_GET = Operation("events.get", "GET", "/events/{event_id}", "data", "EventWithDeliveries", query=("fields",))
_PUBLISH_BATCH = Operation("events.publish-batch", "POST", "/events/batch", "bare", "PublishedEvents", body=True)


class EventsResource(Resource):
    """Events of a workspace, as endpoints receive them."""

    def list(
        self,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data", "event_id", "channels", "ordering_key", "occurred_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        type: str | NotGiven = NOT_GIVEN,
        channel: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[Event]:
        """List the events of the workspace.

        Events are kept as long as deliveries. With a namespace in the request, the list has only
        the events of that namespace. A page has at most 1 MiB of events. With `cursor`, a page may
        end before `per_page` entries. With `page`, a larger page is refused: lower `per_page`.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: Replaces `page`: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        type: Up to 100 types, separated by commas; `invoice.*` for all of a resource.
        channel: Returns only entries with this channel.
        event_id: ID that the publisher chose.
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
            "channel": channel,
            "event_id": event_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data", "event_id", "channels", "ordering_key", "occurred_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        type: str | NotGiven = NOT_GIVEN,
        channel: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
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
            "channel": channel,
            "event_id": event_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def publish(
        self,
        *,
        type: str,
        data: Mapping[str, Any],
        event_id: str | NotGiven = NOT_GIVEN,
        namespace_id: str | None | NotGiven = NOT_GIVEN,
        channels: Sequence[str] | NotGiven = NOT_GIVEN,
        ordering_key: str | None | NotGiven = NOT_GIVEN,
        occurred_at: datetime | str | None | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PublishedEvent:
        """Publish an event to the endpoints of a workspace.

        When the response arrives, the event is stored; it is then sent to every endpoint that
        subscribes to its type. An `event_id` prevents duplicates: the same type and data return the
        first response, and other data is refused.

        Scope: `write:events`.

        type: One of the event types of the product.
        data: Data of the event, at most 262,144 bytes, with numbers within ±1.79e308. Endpoints
        receive exactly these bytes.
        event_id: ID chosen by the caller, 1 to 100 printable ASCII characters, unique in the
        workspace for as long as events are kept. The same event again returns the first answer.
        namespace_id: Namespace that the event belongs to.
        channels: Names that endpoints can filter by.
        ordering_key: Events with the same key are sent in their order to endpoints that ask for it.
        occurred_at: Time at which it happened. Default: now. It is shown, but not sent to
        endpoints.
        """
        answer: PublishedEvent = self._client._call(_PUBLISH, (), {
            "type": type,
            "data": data,
            "event_id": event_id,
            "namespace_id": namespace_id,
            "channels": channels,
            "ordering_key": ordering_key,
            "occurred_at": occurred_at,
        }, options)
        return answer

    def get(
        self,
        event_id: str,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data", "event_id", "channels", "ordering_key", "occurred_at", "deliveries", "deliveries_count"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EventWithDeliveries:
        """Read an event as it was sent to endpoints, with its deliveries.

        Members who are not owner or admin get 404 for `member.invited` and
        `member.invitation_revoked`. With a namespace in the request, only the events of that
        namespace are found. Events are kept for 30 days (`WEBHOOKS_RETENTION_DAYS`).

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        """
        answer: EventWithDeliveries = self._client._call(_GET, (event_id,), {
            "fields": fields,
        }, options)
        return answer

    def publish_batch(self, *, events: Sequence[BatchEvent], options: CallOptions | None = None) -> PublishedEvents:
        """Publish up to 100 events.

        Each event is accepted or refused on its own; all accepted events are stored together. A
        batch counts as one call in the burst limit, and as its number of events in the hourly
        limit. An operator can name the workspace of each event.

        Scope: `write:events`.

        events: Up to 100 events.
        """
        answer: PublishedEvents = self._client._call(_PUBLISH_BATCH, (), {
            "events": events,
        }, options)
        return answer


class AsyncEventsResource(Resource):
    """Events of a workspace, as endpoints receive them."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data", "event_id", "channels", "ordering_key", "occurred_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        type: str | NotGiven = NOT_GIVEN,
        channel: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[Event]:
        """List the events of the workspace.

        Events are kept as long as deliveries. With a namespace in the request, the list has only
        the events of that namespace. A page has at most 1 MiB of events. With `cursor`, a page may
        end before `per_page` entries. With `page`, a larger page is refused: lower `per_page`.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: Replaces `page`: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        type: Up to 100 types, separated by commas; `invoice.*` for all of a resource.
        channel: Returns only entries with this channel.
        event_id: ID that the publisher chose.
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
            "channel": channel,
            "event_id": event_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data", "event_id", "channels", "ordering_key", "occurred_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        type: str | NotGiven = NOT_GIVEN,
        channel: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
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
            "channel": channel,
            "event_id": event_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    async def publish(
        self,
        *,
        type: str,
        data: Mapping[str, Any],
        event_id: str | NotGiven = NOT_GIVEN,
        namespace_id: str | None | NotGiven = NOT_GIVEN,
        channels: Sequence[str] | NotGiven = NOT_GIVEN,
        ordering_key: str | None | NotGiven = NOT_GIVEN,
        occurred_at: datetime | str | None | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PublishedEvent:
        """Publish an event to the endpoints of a workspace.

        When the response arrives, the event is stored; it is then sent to every endpoint that
        subscribes to its type. An `event_id` prevents duplicates: the same type and data return the
        first response, and other data is refused.

        Scope: `write:events`.

        type: One of the event types of the product.
        data: Data of the event, at most 262,144 bytes, with numbers within ±1.79e308. Endpoints
        receive exactly these bytes.
        event_id: ID chosen by the caller, 1 to 100 printable ASCII characters, unique in the
        workspace for as long as events are kept. The same event again returns the first answer.
        namespace_id: Namespace that the event belongs to.
        channels: Names that endpoints can filter by.
        ordering_key: Events with the same key are sent in their order to endpoints that ask for it.
        occurred_at: Time at which it happened. Default: now. It is shown, but not sent to
        endpoints.
        """
        answer: PublishedEvent = await self._client._call(_PUBLISH, (), {
            "type": type,
            "data": data,
            "event_id": event_id,
            "namespace_id": namespace_id,
            "channels": channels,
            "ordering_key": ordering_key,
            "occurred_at": occurred_at,
        }, options)
        return answer

    async def get(
        self,
        event_id: str,
        *,
        fields: Sequence[Literal["id", "type", "created_at", "workspace_id", "namespace_id", "data", "event_id", "channels", "ordering_key", "occurred_at", "deliveries", "deliveries_count"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EventWithDeliveries:
        """Read an event as it was sent to endpoints, with its deliveries.

        Members who are not owner or admin get 404 for `member.invited` and
        `member.invitation_revoked`. With a namespace in the request, only the events of that
        namespace are found. Events are kept for 30 days (`WEBHOOKS_RETENTION_DAYS`).

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        """
        answer: EventWithDeliveries = await self._client._call(_GET, (event_id,), {
            "fields": fields,
        }, options)
        return answer

    async def publish_batch(
        self,
        *,
        events: Sequence[BatchEvent],
        options: CallOptions | None = None,
    ) -> PublishedEvents:
        """Publish up to 100 events.

        Each event is accepted or refused on its own; all accepted events are stored together. A
        batch counts as one call in the burst limit, and as its number of events in the hourly
        limit. An operator can name the workspace of each event.

        Scope: `write:events`.

        events: Up to 100 events.
        """
        answer: PublishedEvents = await self._client._call(_PUBLISH_BATCH, (), {
            "events": events,
        }, options)
        return answer
