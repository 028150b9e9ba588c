# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answer import OneOf
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
    from ..models import Delivery, DeliveryRetries, DeliveryRetryCount, DeliverySummary

_LIST_ALL = Operation(
    "deliveries.list-all",
    "GET",
    "/deliveries",
    "page",
    "DeliverySummary",
    query=("fields", "per_page", "cursor", "sort", "webhook_id", "event_id", "event_type", "status", "outcome", "status_code", "created_after", "created_before", "all_workspaces",),
    cursor=True,
)
_LIST = Operation(
    "deliveries.list",
    "GET",
    "/webhooks/{webhook_id}/deliveries",
    "page",
    "DeliverySummary",
    query=("fields", "page", "per_page", "cursor", "sort", "status", "event_type", "created_after", "created_before",),
    cursor=True,
)
_GET = Operation(
    "deliveries.get",
    "GET",
    "/webhooks/{webhook_id}/deliveries/{delivery_id}",
    "data",
    "Delivery",
    query=("fields",),
)
_RETRY = Operation(
    "deliveries.retry",
    "POST",
    "/webhooks/{webhook_id}/deliveries/{delivery_id}/retry",
    "data",
    "DeliverySummary",
)
_SKIP = Operation(
    "deliveries.skip",
    "POST",
    "/webhooks/{webhook_id}/ordering/skip",
    "data",
    "DeliverySummary",
    body=True,
)
_RETRY_MANY = Operation(
    "deliveries.retry-many",
    "POST",
    "/deliveries/retry",
    "data",
    OneOf(("DeliveryRetryCount", "DeliveryRetries")),
    query=("dry_run",),
    body=True,
)


class DeliveriesResource(Resource):
    """Deliveries of events to an endpoint, with every attempt."""

    def list_all(
        self,
        *,
        fields: Sequence[Literal["id", "workspace_id", "webhook_id", "event_id", "event_type", "status", "status_code", "attempts", "next_attempt_at", "delivered_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        webhook_id: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        event_type: str | NotGiven = NOT_GIVEN,
        status: Literal["pending", "success", "failed", "retrying", "held", "cancelled"] | NotGiven = NOT_GIVEN,
        outcome: Literal["ok", "http", "timeout", "connect", "dns", "tls", "blocked", "unknown"] | NotGiven = NOT_GIVEN,
        status_code: int | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[DeliverySummary]:
        """List the deliveries of the workspace, newest first.

        With the filters `event_type`, `status`, `outcome` and `status_code`, a page searches up to
        5,000 deliveries: it may have fewer entries than `per_page`, or none, and still a
        `next_cursor`. With `all_workspaces`, deliveries are in the order of their events.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        webhook_id: Returns only entries with this webhook_id.
        event_id: Returns only entries with this event_id.
        event_type: Returns only entries with this event_type.
        status: Returns only entries with this status.
        outcome: Outcome of the last attempt.
        status_code: Status of the last response.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        all_workspaces: Operators only: true returns the rows of every workspace.
        """
        answer: Page[DeliverySummary] = self._client._call(_LIST_ALL, (), {
            "fields": fields,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "webhook_id": webhook_id,
            "event_id": event_id,
            "event_type": event_type,
            "status": status,
            "outcome": outcome,
            "status_code": status_code,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def all_all(
        self,
        *,
        fields: Sequence[Literal["id", "workspace_id", "webhook_id", "event_id", "event_type", "status", "status_code", "attempts", "next_attempt_at", "delivered_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        webhook_id: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        event_type: str | NotGiven = NOT_GIVEN,
        status: Literal["pending", "success", "failed", "retrying", "held", "cancelled"] | NotGiven = NOT_GIVEN,
        outcome: Literal["ok", "http", "timeout", "connect", "dns", "tls", "blocked", "unknown"] | NotGiven = NOT_GIVEN,
        status_code: int | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[DeliverySummary]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: Iterator[DeliverySummary] = self._client._all(_LIST_ALL, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "webhook_id": webhook_id,
            "event_id": event_id,
            "event_type": event_type,
            "status": status,
            "outcome": outcome,
            "status_code": status_code,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def list(
        self,
        webhook_id: str,
        *,
        fields: Sequence[Literal["id", "workspace_id", "webhook_id", "event_id", "event_type", "status", "status_code", "attempts", "next_attempt_at", "delivered_at", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["pending", "success", "failed", "retrying", "held", "cancelled"] | NotGiven = NOT_GIVEN,
        event_type: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[DeliverySummary]:
        """List the deliveries of an endpoint.

        With `status` and `event_type`, a page by `cursor` searches up to 5,000 entries: it may have
        fewer entries than `per_page`, or none, and still a `next_cursor`. Pages by number search
        the first 50,000.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: Replaces `page`: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        status: Returns only entries with this status.
        event_type: Returns only entries with this event_type.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: Page[DeliverySummary] = self._client._call(_LIST, (webhook_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "status": status,
            "event_type": event_type,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all(
        self,
        webhook_id: str,
        *,
        fields: Sequence[Literal["id", "workspace_id", "webhook_id", "event_id", "event_type", "status", "status_code", "attempts", "next_attempt_at", "delivered_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["pending", "success", "failed", "retrying", "held", "cancelled"] | NotGiven = NOT_GIVEN,
        event_type: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[DeliverySummary]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: Iterator[DeliverySummary] = self._client._all(_LIST, (webhook_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "event_type": event_type,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def get(
        self,
        webhook_id: str,
        delivery_id: str,
        *,
        fields: Sequence[Literal["id", "workspace_id", "webhook_id", "event_id", "event_type", "status", "status_code", "attempts", "next_attempt_at", "delivered_at", "created_at", "attempts_log", "schedule", "ends_at", "held_since", "payload"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Delivery:
        """Read a delivery with its attempts and payload.

        `attempts_log` has the finished attempts with their requests and responses, and `schedule`
        the times of the next attempts. Members and keys without `write:webhooks` see signatures as
        `********`. Deliveries are kept for 30 days (`WEBHOOKS_RETENTION_DAYS`).

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        """
        answer: Delivery = self._client._call(_GET, (webhook_id, delivery_id), {
            "fields": fields,
        }, options)
        return answer

    def retry(self, webhook_id: str, delivery_id: str, *, options: CallOptions | None = None) -> DeliverySummary:
        """Retry a delivery immediately.

        A delivery that waits for its next attempt is due now. A failed or cancelled delivery gets
        one more attempt, with the same `webhook-id`; if the webhook is disabled, it is held. A
        delivery that is held or is being sent stays as it is. A successful delivery and a test
        return 400 `CANNOT_RETRY`: replay the delivery.

        Scope: `write:webhooks`.

        Role: owner or admin.
        """
        answer: DeliverySummary = self._client._call(_RETRY, (webhook_id, delivery_id), {}, options)
        return answer

    def skip(self, webhook_id: str, *, ordering_key: str, options: CallOptions | None = None) -> DeliverySummary:
        """Cancel the delivery that blocks an ordering key.

        Cancels the first unfinished delivery of the key, so that the next one is sent.
        `blocked_keys` of the webhook names the key that is blocked longest. Returns 409 while that
        delivery is being sent, and 404 if the key has no unfinished delivery.

        Scope: `write:webhooks`.

        Role: owner or admin.

        ordering_key: Events with the same key can be delivered in order.
        """
        answer: DeliverySummary = self._client._call(_SKIP, (webhook_id,), {
            "ordering_key": ordering_key,
        }, options)
        return answer

    def retry_many(
        self,
        *,
        ids: Sequence[str] | NotGiven = NOT_GIVEN,
        since: datetime | str | NotGiven = NOT_GIVEN,
        until: datetime | str | NotGiven = NOT_GIVEN,
        webhook_id: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        event_type: str | NotGiven = NOT_GIVEN,
        status: Literal["success", "failed", "cancelled"] | NotGiven = NOT_GIVEN,
        outcome: Literal["ok", "http", "timeout", "connect", "dns", "tls", "blocked", "unknown"] | NotGiven = NOT_GIVEN,
        status_code: int | NotGiven = NOT_GIVEN,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> DeliveryRetryCount | DeliveryRetries:
        """Send all matching deliveries again.

        Sends ended deliveries of the workspace again, by `ids` or by the filters of
        `GET /deliveries`, with the same bytes and the same `webhook-id`. Each webhook gets a
        replay; a webhook has at most one running replay. `dry_run=true` only counts the deliveries
        that the call would send. A call without `ids` and `event_id` is refused with 422 if the
        webhooks have more than 100,000 deliveries of any status between `since` and `until`:
        shorten the range, or name a `webhook_id`. Deliveries of deleted webhooks and tests are not
        sent.

        Scope: `write:webhooks`.

        Role: owner or admin.

        ids: These deliveries, without other fields. Those that succeeded or are queued already are
        left out.
        since: Deliveries that were created from then on. Required without `ids`.
        until: Default: now.
        event_type: Type of the event.
        status: Default: failed and cancelled.
        outcome: Outcome of the last attempt.
        status_code: Status of the last response.
        dry_run: Returns the number of deliveries, and sends none.
        """
        answer: DeliveryRetryCount | DeliveryRetries = self._client._call(_RETRY_MANY, (), {
            "ids": ids,
            "since": since,
            "until": until,
            "webhook_id": webhook_id,
            "event_id": event_id,
            "event_type": event_type,
            "status": status,
            "outcome": outcome,
            "status_code": status_code,
            "dry_run": dry_run,
        }, options)
        return answer


class AsyncDeliveriesResource(Resource):
    """Deliveries of events to an endpoint, with every attempt."""

    async def list_all(
        self,
        *,
        fields: Sequence[Literal["id", "workspace_id", "webhook_id", "event_id", "event_type", "status", "status_code", "attempts", "next_attempt_at", "delivered_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        webhook_id: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        event_type: str | NotGiven = NOT_GIVEN,
        status: Literal["pending", "success", "failed", "retrying", "held", "cancelled"] | NotGiven = NOT_GIVEN,
        outcome: Literal["ok", "http", "timeout", "connect", "dns", "tls", "blocked", "unknown"] | NotGiven = NOT_GIVEN,
        status_code: int | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[DeliverySummary]:
        """List the deliveries of the workspace, newest first.

        With the filters `event_type`, `status`, `outcome` and `status_code`, a page searches up to
        5,000 deliveries: it may have fewer entries than `per_page`, or none, and still a
        `next_cursor`. With `all_workspaces`, deliveries are in the order of their events.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        webhook_id: Returns only entries with this webhook_id.
        event_id: Returns only entries with this event_id.
        event_type: Returns only entries with this event_type.
        status: Returns only entries with this status.
        outcome: Outcome of the last attempt.
        status_code: Status of the last response.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        all_workspaces: Operators only: true returns the rows of every workspace.
        """
        answer: AsyncPage[DeliverySummary] = await self._client._call(_LIST_ALL, (), {
            "fields": fields,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "webhook_id": webhook_id,
            "event_id": event_id,
            "event_type": event_type,
            "status": status,
            "outcome": outcome,
            "status_code": status_code,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def all_all(
        self,
        *,
        fields: Sequence[Literal["id", "workspace_id", "webhook_id", "event_id", "event_type", "status", "status_code", "attempts", "next_attempt_at", "delivered_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        webhook_id: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        event_type: str | NotGiven = NOT_GIVEN,
        status: Literal["pending", "success", "failed", "retrying", "held", "cancelled"] | NotGiven = NOT_GIVEN,
        outcome: Literal["ok", "http", "timeout", "connect", "dns", "tls", "blocked", "unknown"] | NotGiven = NOT_GIVEN,
        status_code: int | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[DeliverySummary]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: AsyncIterator[DeliverySummary] = self._client._all(_LIST_ALL, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "webhook_id": webhook_id,
            "event_id": event_id,
            "event_type": event_type,
            "status": status,
            "outcome": outcome,
            "status_code": status_code,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    async def list(
        self,
        webhook_id: str,
        *,
        fields: Sequence[Literal["id", "workspace_id", "webhook_id", "event_id", "event_type", "status", "status_code", "attempts", "next_attempt_at", "delivered_at", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["pending", "success", "failed", "retrying", "held", "cancelled"] | NotGiven = NOT_GIVEN,
        event_type: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[DeliverySummary]:
        """List the deliveries of an endpoint.

        With `status` and `event_type`, a page by `cursor` searches up to 5,000 entries: it may have
        fewer entries than `per_page`, or none, and still a `next_cursor`. Pages by number search
        the first 50,000.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: Replaces `page`: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        status: Returns only entries with this status.
        event_type: Returns only entries with this event_type.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: AsyncPage[DeliverySummary] = await self._client._call(_LIST, (webhook_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "status": status,
            "event_type": event_type,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all(
        self,
        webhook_id: str,
        *,
        fields: Sequence[Literal["id", "workspace_id", "webhook_id", "event_id", "event_type", "status", "status_code", "attempts", "next_attempt_at", "delivered_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["pending", "success", "failed", "retrying", "held", "cancelled"] | NotGiven = NOT_GIVEN,
        event_type: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[DeliverySummary]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: AsyncIterator[DeliverySummary] = self._client._all(_LIST, (webhook_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "event_type": event_type,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    async def get(
        self,
        webhook_id: str,
        delivery_id: str,
        *,
        fields: Sequence[Literal["id", "workspace_id", "webhook_id", "event_id", "event_type", "status", "status_code", "attempts", "next_attempt_at", "delivered_at", "created_at", "attempts_log", "schedule", "ends_at", "held_since", "payload"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Delivery:
        """Read a delivery with its attempts and payload.

        `attempts_log` has the finished attempts with their requests and responses, and `schedule`
        the times of the next attempts. Members and keys without `write:webhooks` see signatures as
        `********`. Deliveries are kept for 30 days (`WEBHOOKS_RETENTION_DAYS`).

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        """
        answer: Delivery = await self._client._call(_GET, (webhook_id, delivery_id), {
            "fields": fields,
        }, options)
        return answer

    async def retry(
        self,
        webhook_id: str,
        delivery_id: str,
        *,
        options: CallOptions | None = None,
    ) -> DeliverySummary:
        """Retry a delivery immediately.

        A delivery that waits for its next attempt is due now. A failed or cancelled delivery gets
        one more attempt, with the same `webhook-id`; if the webhook is disabled, it is held. A
        delivery that is held or is being sent stays as it is. A successful delivery and a test
        return 400 `CANNOT_RETRY`: replay the delivery.

        Scope: `write:webhooks`.

        Role: owner or admin.
        """
        answer: DeliverySummary = await self._client._call(_RETRY, (webhook_id, delivery_id), {}, options)
        return answer

    async def skip(
        self,
        webhook_id: str,
        *,
        ordering_key: str,
        options: CallOptions | None = None,
    ) -> DeliverySummary:
        """Cancel the delivery that blocks an ordering key.

        Cancels the first unfinished delivery of the key, so that the next one is sent.
        `blocked_keys` of the webhook names the key that is blocked longest. Returns 409 while that
        delivery is being sent, and 404 if the key has no unfinished delivery.

        Scope: `write:webhooks`.

        Role: owner or admin.

        ordering_key: Events with the same key can be delivered in order.
        """
        answer: DeliverySummary = await self._client._call(_SKIP, (webhook_id,), {
            "ordering_key": ordering_key,
        }, options)
        return answer

    async def retry_many(
        self,
        *,
        ids: Sequence[str] | NotGiven = NOT_GIVEN,
        since: datetime | str | NotGiven = NOT_GIVEN,
        until: datetime | str | NotGiven = NOT_GIVEN,
        webhook_id: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        event_type: str | NotGiven = NOT_GIVEN,
        status: Literal["success", "failed", "cancelled"] | NotGiven = NOT_GIVEN,
        outcome: Literal["ok", "http", "timeout", "connect", "dns", "tls", "blocked", "unknown"] | NotGiven = NOT_GIVEN,
        status_code: int | NotGiven = NOT_GIVEN,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> DeliveryRetryCount | DeliveryRetries:
        """Send all matching deliveries again.

        Sends ended deliveries of the workspace again, by `ids` or by the filters of
        `GET /deliveries`, with the same bytes and the same `webhook-id`. Each webhook gets a
        replay; a webhook has at most one running replay. `dry_run=true` only counts the deliveries
        that the call would send. A call without `ids` and `event_id` is refused with 422 if the
        webhooks have more than 100,000 deliveries of any status between `since` and `until`:
        shorten the range, or name a `webhook_id`. Deliveries of deleted webhooks and tests are not
        sent.

        Scope: `write:webhooks`.

        Role: owner or admin.

        ids: These deliveries, without other fields. Those that succeeded or are queued already are
        left out.
        since: Deliveries that were created from then on. Required without `ids`.
        until: Default: now.
        event_type: Type of the event.
        status: Default: failed and cancelled.
        outcome: Outcome of the last attempt.
        status_code: Status of the last response.
        dry_run: Returns the number of deliveries, and sends none.
        """
        answer: DeliveryRetryCount | DeliveryRetries = await self._client._call(_RETRY_MANY, (), {
            "ids": ids,
            "since": since,
            "until": until,
            "webhook_id": webhook_id,
            "event_id": event_id,
            "event_type": event_type,
            "status": status,
            "outcome": outcome,
            "status_code": status_code,
            "dry_run": dry_run,
        }, options)
        return answer
