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
    from ..._response import Response
    from ..._settings import CallOptions
    from ..inputs import (
        BatchItemCreate,
        BatchItemDelete,
        BatchItemUpdate,
        WebhookCreateRateLimit,
        WebhookTestFilterEvent,
        WebhookUpdateRateLimit,
    )
    from ..models import (
        BatchWebhooks,
        Poll,
        PollOutcome,
        Webhook,
        WebhookFilterTest,
        WebhookSeries,
        WebhookStats,
        WebhookTest,
        WebhookWithSecret,
    )

_BATCH = Operation("webhooks.batch", "POST", "/webhooks/batch", "bare", "BatchWebhooks", body=True)
_LIST = Operation(
    "webhooks.list",
    "GET",
    "/webhooks",
    "page",
    "Webhook",
    query=("fields", "include", "page", "per_page", "sort", "is_active", "health", "created_after", "created_before", "updated_after", "updated_before", "search", "all_workspaces",),
)
_CREATE = Operation("webhooks.create", "POST", "/webhooks", "data", "WebhookWithSecret", body=True)
_GET = Operation("webhooks.get", "GET", "/webhooks/{webhook_id}", "data", "Webhook", query=("fields", "include",))
_UPDATE = Operation("webhooks.update", "PATCH", "/webhooks/{webhook_id}", "data", "Webhook")
_DELETE = Operation("webhooks.delete", "DELETE", "/webhooks/{webhook_id}")
_TEST = Operation("webhooks.test", "POST", "/webhooks/{webhook_id}/test", "bare", "WebhookTest")
_TEST_FILTER = Operation(
    "webhooks.test-filter",
    "POST",
    "/webhooks/filters/test",
    "bare",
    "WebhookFilterTest",
    body=True,
)
_ENABLE = Operation("webhooks.enable", "POST", "/webhooks/{webhook_id}/enable", "data", "Webhook")
_ROTATE_SECRET = Operation(
    "webhooks.rotate-secret",
    "POST",
    "/webhooks/{webhook_id}/rotate-secret",
    "data",
    "WebhookWithSecret",
)
_POLL = Operation(
    "webhooks.poll",
    "GET",
    "/webhooks/{webhook_id}/poll",
    "data",
    "Poll",
    query=("fields", "limit", "wait_seconds", "lease_seconds",),
)
_ACK = Operation("webhooks.ack", "POST", "/webhooks/{webhook_id}/poll/ack", "data", "PollOutcome", body=True)
_NACK = Operation("webhooks.nack", "POST", "/webhooks/{webhook_id}/poll/nack", "data", "PollOutcome", body=True)
_STATS = Operation("webhooks.stats", "GET", "/webhooks/stats", "data", "WebhookStats", query=("fields",))
_SERIES = Operation(
    "webhooks.series",
    "GET",
    "/webhooks/{webhook_id}/series",
    "data",
    "WebhookSeries",
    query=("fields", "from", "to", "bucket",),
)


class WebhooksResource(Resource):
    """Your HTTP endpoints that receive events."""

    def batch(
        self,
        *,
        operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete],
        options: CallOptions | None = None,
    ) -> BatchWebhooks:
        """Create, update and delete up to 100 webhook endpoints.

        Runs the operations in order, each on its own: a refused operation does not stop the others.
        After an operation that ends with a 5xx, the rest is not started and returns 503.

        Each operation counts as one call. Scopes by action: create: `write:webhooks`, update:
        `write:webhooks`, delete: `delete:webhooks`. Roles are those of the single operations.

        With an Idempotency-Key, each operation runs once: a retry continues at the first operation
        that has not run.

        operations: Up to 100 operations, which run in this order.
        """
        answer: BatchWebhooks = self._client._call(_BATCH, (), {
            "operations": operations,
        }, options)
        return answer

    def list(
        self,
        *,
        fields: Sequence[Literal["id", "workspace_id", "kind", "url", "events", "description", "headers", "is_active", "retry_schedule_seconds", "namespace_ids", "channels", "filter", "payload", "rate_limit", "ordering", "blocked_keys", "health", "consecutive_failures", "disabled_at", "disabled_reason", "previous_secret_until", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["health"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "url", "-url"]] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        health: Literal["healthy", "slow", "failing", "open", "disabled"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[Webhook]:
        """List webhook endpoints.

        Every member can list all webhooks of the workspace. Secrets are not in the response, and
        values of custom headers are shown as `********`. With `all_workspaces`, operators list
        those of every workspace.

        Scope: `read:webhooks`.

        Fields of include raise NotIncluded unless asked for: health.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        is_active: Returns only entries with this is_active. 1 and 0 are accepted too.
        health: Returns only entries with this health.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        all_workspaces: Operators only: true returns the rows of every workspace.
        """
        answer: Page[Webhook] = self._client._call(_LIST, (), {
            "fields": fields,
            "include": include,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "is_active": is_active,
            "health": health,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "workspace_id", "kind", "url", "events", "description", "headers", "is_active", "retry_schedule_seconds", "namespace_ids", "channels", "filter", "payload", "rate_limit", "ordering", "blocked_keys", "health", "consecutive_failures", "disabled_at", "disabled_reason", "previous_secret_until", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["health"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "url", "-url"]] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        health: Literal["healthy", "slow", "failing", "open", "disabled"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[Webhook]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[Webhook] = self._client._all(_LIST, (), {
            "fields": fields,
            "include": include,
            "per_page": per_page,
            "sort": sort,
            "is_active": is_active,
            "health": health,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def create(
        self,
        *,
        events: Sequence[str],
        kind: Literal["push", "poll"] | NotGiven = NOT_GIVEN,
        url: str | NotGiven = NOT_GIVEN,
        secret: str | NotGiven = NOT_GIVEN,
        description: str | None | NotGiven = NOT_GIVEN,
        headers: Mapping[str, str] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        retry_schedule_seconds: Sequence[int] | None | NotGiven = NOT_GIVEN,
        namespace_ids: Sequence[str] | None | NotGiven = NOT_GIVEN,
        channels: Sequence[str] | None | NotGiven = NOT_GIVEN,
        filter: Mapping[str, Any] | None | NotGiven = NOT_GIVEN,
        payload: Literal["full", "thin"] | NotGiven = NOT_GIVEN,
        rate_limit: WebhookCreateRateLimit | None | NotGiven = NOT_GIVEN,
        ordering: Literal["none", "key"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> WebhookWithSecret:
        """Create a webhook endpoint; its secret is shown only once.

        The webhook gets the events that are stored from then on. Unless the operator allows more,
        the URL must be public and use https; otherwise the request returns 422
        `INVALID_WEBHOOK_URL`. Nothing is sent to the URL; `POST /webhooks/{webhook_id}/test` does
        that. A workspace can have 50 webhooks (`WEBHOOKS_ENDPOINTS_MAX`), or fewer if the plan
        limits `plinth.webhooks`: the next one returns 403 `FEATURE_LIMIT_REACHED`. Emits
        `webhook.created`.

        Scope: `write:webhooks`.

        Role: owner or admin.

        kind: `poll`: nothing is sent, and the events are read with
        `GET /webhooks/{webhook_id}/poll`. Such a webhook has no url, headers,
        retry_schedule_seconds and rate_limit. Default: `push`.
        url: Required for the kind push.
        events: Event types: exact types, `resource.*`, or `*` for all.
        secret: Your own signing secret. Default: generated.
        headers: Custom headers, sent with every delivery. A PATCH replaces all of them; `********`
        keeps a stored value.
        is_active: False: its deliveries are held until it is enabled. A new webhook is active.
        retry_schedule_seconds: Delay before each attempt in seconds, including the first attempt.
        Each later delay is at least 1.
        namespace_ids: Send only events of one of these namespaces. Empty: events of any namespace,
        and of none.
        channels: Send only events that were published to one of these channels. Empty: all events.
        filter: Send only events whose `data` meets these conditions. `{}`: all events.
        payload: `thin` sends `id`, `type`, `created_at`, `workspace_id` and `namespace_id`, without
        `data`. Default: `full`.
        rate_limit: How many deliveries may start in a second. Further deliveries wait, which uses
        up no attempt.
        ordering: `key`: deliveries of one ordering key go one after the other, in the order of
        their events. Default: `none`.
        """
        answer: WebhookWithSecret = self._client._call(_CREATE, (), {
            "kind": kind,
            "url": url,
            "events": events,
            "secret": secret,
            "description": description,
            "headers": headers,
            "is_active": is_active,
            "retry_schedule_seconds": retry_schedule_seconds,
            "namespace_ids": namespace_ids,
            "channels": channels,
            "filter": filter,
            "payload": payload,
            "rate_limit": rate_limit,
            "ordering": ordering,
        }, options)
        return answer

    def get(
        self,
        webhook_id: str,
        *,
        fields: Sequence[Literal["id", "workspace_id", "kind", "url", "events", "description", "headers", "is_active", "retry_schedule_seconds", "namespace_ids", "channels", "filter", "payload", "rate_limit", "ordering", "blocked_keys", "health", "consecutive_failures", "disabled_at", "disabled_reason", "previous_secret_until", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["health"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Webhook:
        """Read a webhook endpoint.

        Every member can read it. The secret is not in the response, and values of custom headers
        are shown as `********`. With `include=health`, the response says whether deliveries succeed
        and how many wait.

        Scope: `read:webhooks`.

        Fields of include raise NotIncluded unless asked for: health.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        """
        answer: Webhook = self._client._call(_GET, (webhook_id,), {
            "fields": fields,
            "include": include,
        }, options)
        return answer

    def update(
        self,
        webhook_id: str,
        *,
        url: str | NotGiven = NOT_GIVEN,
        events: Sequence[str] | NotGiven = NOT_GIVEN,
        description: str | None | NotGiven = NOT_GIVEN,
        headers: Mapping[str, str] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        retry_schedule_seconds: Sequence[int] | None | NotGiven = NOT_GIVEN,
        namespace_ids: Sequence[str] | None | NotGiven = NOT_GIVEN,
        channels: Sequence[str] | None | NotGiven = NOT_GIVEN,
        filter: Mapping[str, Any] | None | NotGiven = NOT_GIVEN,
        payload: Literal["full", "thin"] | NotGiven = NOT_GIVEN,
        rate_limit: WebhookUpdateRateLimit | None | NotGiven = NOT_GIVEN,
        ordering: Literal["none", "key"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Webhook:
        """Update a webhook endpoint.

        The fields that choose events (`events`, `namespace_ids`, `channels`, `filter`) apply to
        events that are stored later; `url`, `headers` and `payload` apply to every later attempt.
        With `is_active: false`, deliveries are held; with true, they are sent. A URL with another
        origin requires the values of custom headers again (422). An `ordering` of `key` returns 409
        while more than 10,000 deliveries wait. Emits `webhook.updated`, `webhook.disabled` or
        `webhook.enabled`.

        Scope: `write:webhooks`.

        Role: owner or admin.

        url: URL that deliveries are sent to.
        events: Event types: exact types, `resource.*`, or `*` for all.
        headers: Custom headers, sent with every delivery. A PATCH replaces all of them; `********`
        keeps a stored value.
        is_active: False: its deliveries are held until it is enabled. A new webhook is active.
        retry_schedule_seconds: Delay before each attempt in seconds, including the first attempt.
        Each later delay is at least 1.
        namespace_ids: Send only events of one of these namespaces. Empty: events of any namespace,
        and of none.
        channels: Send only events that were published to one of these channels. Empty: all events.
        filter: Send only events whose `data` meets these conditions. `{}`: all events.
        payload: `thin` sends `id`, `type`, `created_at`, `workspace_id` and `namespace_id`, without
        `data`. Default: `full`.
        rate_limit: How many deliveries may start in a second. Further deliveries wait, which uses
        up no attempt.
        ordering: `key`: deliveries of one ordering key go one after the other, in the order of
        their events. Default: `none`.
        """
        answer: Webhook = self._client._call(_UPDATE, (webhook_id,), {
            "url": url,
            "events": events,
            "description": description,
            "headers": headers,
            "is_active": is_active,
            "retry_schedule_seconds": retry_schedule_seconds,
            "namespace_ids": namespace_ids,
            "channels": channels,
            "filter": filter,
            "payload": payload,
            "rate_limit": rate_limit,
            "ordering": ordering,
        }, options)
        return answer

    def delete(self, webhook_id: str, *, options: CallOptions | None = None) -> Response:
        """Delete a webhook endpoint.

        Its unfinished deliveries are cancelled, beyond the first 1,000 in the background; a
        delivery that is being sent may still arrive. The webhook cannot be restored. Emits
        `webhook.deleted`.

        Scope: `delete:webhooks`.

        Role: owner or admin.
        """
        answer: Response = self._client._call(_DELETE, (webhook_id,), {}, options)
        return answer

    def test(self, webhook_id: str, *, options: CallOptions | None = None) -> WebhookTest:
        """Send a signed test event immediately.

        Sends a `ping`, also to a disabled webhook and whatever its `events` are. Returns 200
        whatever the receiver answers: `success` is true for a 2xx within 15 seconds. The ping is in
        the list of deliveries; it is not retried and does not count for the health. A webhook of
        the kind poll returns 409; more than 2 tests of a workspace at once can return 429. With an
        Idempotency-Key, a retry never sends a second ping; if the outcome was lost, `error` is
        `outcome unknown`.

        Scope: `write:webhooks`.

        Role: owner or admin.
        """
        answer: WebhookTest = self._client._call(_TEST, (webhook_id,), {}, options)
        return answer

    def test_filter(
        self,
        *,
        filter: Mapping[str, Any],
        event: WebhookTestFilterEvent | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> WebhookFilterTest:
        """Test a filter on an event; nothing is stored or sent.

        Give an `event`, or the `event_id` of an event of the workspace. `because` has a sentence
        for each condition that decided.

        Scope: `read:webhooks`.

        filter: Send only events whose `data` meets these conditions. `{}`: all events.
        event: Event as an endpoint receives it. Only its `data` is read.
        """
        answer: WebhookFilterTest = self._client._call(_TEST_FILTER, (), {
            "filter": filter,
            "event": event,
            "event_id": event_id,
        }, options)
        return answer

    def enable(self, webhook_id: str, *, options: CallOptions | None = None) -> Webhook:
        """Enable a disabled webhook endpoint.

        Its held deliveries are sent, the oldest first and slowly at the beginning. The counted
        failures start again at 0. A webhook that is active already stays as it is. Emits
        `webhook.enabled`.

        Scope: `write:webhooks`.

        Role: owner or admin.
        """
        answer: Webhook = self._client._call(_ENABLE, (webhook_id,), {}, options)
        return answer

    def rotate_secret(
        self,
        webhook_id: str,
        *,
        grace_period_hours: int | NotGiven = NOT_GIVEN,
        secret: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> WebhookWithSecret:
        """Rotate the signing secret; both secrets sign until the grace period ends.

        During the grace period, 24 hours by default, `webhook-signature` has a signature for each
        of the two secrets. A secret in its grace period is not rotated again: 409 until
        `previous_secret_until`. With a `grace_period_hours` of 0 both old secrets end at once.
        Emits `webhook.updated` and `webhook.secret_rotated`.

        Scope: `write:webhooks`.

        Role: owner or admin.

        grace_period_hours: Hours for which the replaced one still works; with 0 it ends at once.
        secret: Your own signing secret. Default: generated.
        """
        answer: WebhookWithSecret = self._client._call(_ROTATE_SECRET, (webhook_id,), {
            "grace_period_hours": grace_period_hours,
            "secret": secret,
        }, options)
        return answer

    def poll(
        self,
        webhook_id: str,
        *,
        fields: Sequence[Literal["deliveries"]] | NotGiven = NOT_GIVEN,
        limit: int | NotGiven = NOT_GIVEN,
        wait_seconds: int | NotGiven = NOT_GIVEN,
        lease_seconds: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Poll:
        """Read due deliveries of a polling webhook.

        Returns the deliveries that have been due longest. No other poll gets them until
        `lease_until`. Acknowledge each delivery with `ack`; otherwise it is returned again, with a
        higher `attempt`. For webhooks of the kind poll.

        HEAD is not supported.

        Scope: `write:webhooks`.

        Role: owner or admin.

        fields: Returns only these fields, and the ID.
        limit: Maximum number of deliveries. Default: 100.
        wait_seconds: Time to wait when nothing is due. Default: 0. The wait ends within 5 seconds
        when the key may no longer poll.
        lease_seconds: Time until the deliveries come again. Default: 30.
        """
        answer: Poll = self._client._call(_POLL, (webhook_id,), {
            "fields": fields,
            "limit": limit,
            "wait_seconds": wait_seconds,
            "lease_seconds": lease_seconds,
        }, options)
        return answer

    def ack(self, webhook_id: str, *, ids: Sequence[str], options: CallOptions | None = None) -> PollOutcome:
        """End polled deliveries as delivered.

        Safe to repeat: `done` also has deliveries that were acknowledged before.

        Scope: `write:webhooks`.

        Role: owner or admin.

        ids: The `id` of polled deliveries.
        """
        answer: PollOutcome = self._client._call(_ACK, (webhook_id,), {
            "ids": ids,
        }, options)
        return answer

    def nack(
        self,
        webhook_id: str,
        *,
        ids: Sequence[str],
        delay_seconds: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PollOutcome:
        """Give polled deliveries back.

        They are due again after the delay, with a higher `attempt`. IDs whose lease ran out are in
        `expired`.

        Scope: `write:webhooks`.

        Role: owner or admin.

        ids: The `id` of polled deliveries.
        delay_seconds: Default: 0.
        """
        answer: PollOutcome = self._client._call(_NACK, (webhook_id,), {
            "ids": ids,
            "delay_seconds": delay_seconds,
        }, options)
        return answer

    def stats(
        self,
        *,
        fields: Sequence[Literal["accepted", "delivered", "pending", "held", "failed", "cancelled"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> WebhookStats:
        """Count the deliveries of the workspace by state.

        All numbers are of one moment, and `accepted` is always the sum of the others. They count
        every delivery of the workspace since its beginning, also those that are no longer kept.
        Tests are not counted.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        """
        answer: WebhookStats = self._client._call(_STATS, (), {
            "fields": fields,
        }, options)
        return answer

    def series(
        self,
        webhook_id: str,
        *,
        fields: Sequence[Literal["points"]] | NotGiven = NOT_GIVEN,
        from_: datetime | str | date | NotGiven = NOT_GIVEN,
        to: datetime | str | date | NotGiven = NOT_GIVEN,
        bucket: Literal["minute", "hour", "day"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> WebhookSeries:
        """Count the attempts of an endpoint over time.

        Minutes are kept for 2 days, hours for 35 and days for 400. Buckets without attempts have no
        point. Counts are up to 5 seconds old; those of the last 5 seconds are lost when a process
        is killed.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        from_: Default: 60 buckets before `to`.
        to: Default: now.
        bucket: Default: hour. At most 1,500 of them.
        """
        answer: WebhookSeries = self._client._call(_SERIES, (webhook_id,), {
            "fields": fields,
            "from": from_,
            "to": to,
            "bucket": bucket,
        }, options)
        return answer


class AsyncWebhooksResource(Resource):
    """Your HTTP endpoints that receive events."""

    async def batch(
        self,
        *,
        operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete],
        options: CallOptions | None = None,
    ) -> BatchWebhooks:
        """Create, update and delete up to 100 webhook endpoints.

        Runs the operations in order, each on its own: a refused operation does not stop the others.
        After an operation that ends with a 5xx, the rest is not started and returns 503.

        Each operation counts as one call. Scopes by action: create: `write:webhooks`, update:
        `write:webhooks`, delete: `delete:webhooks`. Roles are those of the single operations.

        With an Idempotency-Key, each operation runs once: a retry continues at the first operation
        that has not run.

        operations: Up to 100 operations, which run in this order.
        """
        answer: BatchWebhooks = await self._client._call(_BATCH, (), {
            "operations": operations,
        }, options)
        return answer

    async def list(
        self,
        *,
        fields: Sequence[Literal["id", "workspace_id", "kind", "url", "events", "description", "headers", "is_active", "retry_schedule_seconds", "namespace_ids", "channels", "filter", "payload", "rate_limit", "ordering", "blocked_keys", "health", "consecutive_failures", "disabled_at", "disabled_reason", "previous_secret_until", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["health"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "url", "-url"]] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        health: Literal["healthy", "slow", "failing", "open", "disabled"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[Webhook]:
        """List webhook endpoints.

        Every member can list all webhooks of the workspace. Secrets are not in the response, and
        values of custom headers are shown as `********`. With `all_workspaces`, operators list
        those of every workspace.

        Scope: `read:webhooks`.

        Fields of include raise NotIncluded unless asked for: health.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        is_active: Returns only entries with this is_active. 1 and 0 are accepted too.
        health: Returns only entries with this health.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        all_workspaces: Operators only: true returns the rows of every workspace.
        """
        answer: AsyncPage[Webhook] = await self._client._call(_LIST, (), {
            "fields": fields,
            "include": include,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "is_active": is_active,
            "health": health,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "workspace_id", "kind", "url", "events", "description", "headers", "is_active", "retry_schedule_seconds", "namespace_ids", "channels", "filter", "payload", "rate_limit", "ordering", "blocked_keys", "health", "consecutive_failures", "disabled_at", "disabled_reason", "previous_secret_until", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["health"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "url", "-url"]] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        health: Literal["healthy", "slow", "failing", "open", "disabled"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[Webhook]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[Webhook] = self._client._all(_LIST, (), {
            "fields": fields,
            "include": include,
            "per_page": per_page,
            "sort": sort,
            "is_active": is_active,
            "health": health,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    async def create(
        self,
        *,
        events: Sequence[str],
        kind: Literal["push", "poll"] | NotGiven = NOT_GIVEN,
        url: str | NotGiven = NOT_GIVEN,
        secret: str | NotGiven = NOT_GIVEN,
        description: str | None | NotGiven = NOT_GIVEN,
        headers: Mapping[str, str] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        retry_schedule_seconds: Sequence[int] | None | NotGiven = NOT_GIVEN,
        namespace_ids: Sequence[str] | None | NotGiven = NOT_GIVEN,
        channels: Sequence[str] | None | NotGiven = NOT_GIVEN,
        filter: Mapping[str, Any] | None | NotGiven = NOT_GIVEN,
        payload: Literal["full", "thin"] | NotGiven = NOT_GIVEN,
        rate_limit: WebhookCreateRateLimit | None | NotGiven = NOT_GIVEN,
        ordering: Literal["none", "key"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> WebhookWithSecret:
        """Create a webhook endpoint; its secret is shown only once.

        The webhook gets the events that are stored from then on. Unless the operator allows more,
        the URL must be public and use https; otherwise the request returns 422
        `INVALID_WEBHOOK_URL`. Nothing is sent to the URL; `POST /webhooks/{webhook_id}/test` does
        that. A workspace can have 50 webhooks (`WEBHOOKS_ENDPOINTS_MAX`), or fewer if the plan
        limits `plinth.webhooks`: the next one returns 403 `FEATURE_LIMIT_REACHED`. Emits
        `webhook.created`.

        Scope: `write:webhooks`.

        Role: owner or admin.

        kind: `poll`: nothing is sent, and the events are read with
        `GET /webhooks/{webhook_id}/poll`. Such a webhook has no url, headers,
        retry_schedule_seconds and rate_limit. Default: `push`.
        url: Required for the kind push.
        events: Event types: exact types, `resource.*`, or `*` for all.
        secret: Your own signing secret. Default: generated.
        headers: Custom headers, sent with every delivery. A PATCH replaces all of them; `********`
        keeps a stored value.
        is_active: False: its deliveries are held until it is enabled. A new webhook is active.
        retry_schedule_seconds: Delay before each attempt in seconds, including the first attempt.
        Each later delay is at least 1.
        namespace_ids: Send only events of one of these namespaces. Empty: events of any namespace,
        and of none.
        channels: Send only events that were published to one of these channels. Empty: all events.
        filter: Send only events whose `data` meets these conditions. `{}`: all events.
        payload: `thin` sends `id`, `type`, `created_at`, `workspace_id` and `namespace_id`, without
        `data`. Default: `full`.
        rate_limit: How many deliveries may start in a second. Further deliveries wait, which uses
        up no attempt.
        ordering: `key`: deliveries of one ordering key go one after the other, in the order of
        their events. Default: `none`.
        """
        answer: WebhookWithSecret = await self._client._call(_CREATE, (), {
            "kind": kind,
            "url": url,
            "events": events,
            "secret": secret,
            "description": description,
            "headers": headers,
            "is_active": is_active,
            "retry_schedule_seconds": retry_schedule_seconds,
            "namespace_ids": namespace_ids,
            "channels": channels,
            "filter": filter,
            "payload": payload,
            "rate_limit": rate_limit,
            "ordering": ordering,
        }, options)
        return answer

    async def get(
        self,
        webhook_id: str,
        *,
        fields: Sequence[Literal["id", "workspace_id", "kind", "url", "events", "description", "headers", "is_active", "retry_schedule_seconds", "namespace_ids", "channels", "filter", "payload", "rate_limit", "ordering", "blocked_keys", "health", "consecutive_failures", "disabled_at", "disabled_reason", "previous_secret_until", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["health"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Webhook:
        """Read a webhook endpoint.

        Every member can read it. The secret is not in the response, and values of custom headers
        are shown as `********`. With `include=health`, the response says whether deliveries succeed
        and how many wait.

        Scope: `read:webhooks`.

        Fields of include raise NotIncluded unless asked for: health.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        """
        answer: Webhook = await self._client._call(_GET, (webhook_id,), {
            "fields": fields,
            "include": include,
        }, options)
        return answer

    async def update(
        self,
        webhook_id: str,
        *,
        url: str | NotGiven = NOT_GIVEN,
        events: Sequence[str] | NotGiven = NOT_GIVEN,
        description: str | None | NotGiven = NOT_GIVEN,
        headers: Mapping[str, str] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        retry_schedule_seconds: Sequence[int] | None | NotGiven = NOT_GIVEN,
        namespace_ids: Sequence[str] | None | NotGiven = NOT_GIVEN,
        channels: Sequence[str] | None | NotGiven = NOT_GIVEN,
        filter: Mapping[str, Any] | None | NotGiven = NOT_GIVEN,
        payload: Literal["full", "thin"] | NotGiven = NOT_GIVEN,
        rate_limit: WebhookUpdateRateLimit | None | NotGiven = NOT_GIVEN,
        ordering: Literal["none", "key"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Webhook:
        """Update a webhook endpoint.

        The fields that choose events (`events`, `namespace_ids`, `channels`, `filter`) apply to
        events that are stored later; `url`, `headers` and `payload` apply to every later attempt.
        With `is_active: false`, deliveries are held; with true, they are sent. A URL with another
        origin requires the values of custom headers again (422). An `ordering` of `key` returns 409
        while more than 10,000 deliveries wait. Emits `webhook.updated`, `webhook.disabled` or
        `webhook.enabled`.

        Scope: `write:webhooks`.

        Role: owner or admin.

        url: URL that deliveries are sent to.
        events: Event types: exact types, `resource.*`, or `*` for all.
        headers: Custom headers, sent with every delivery. A PATCH replaces all of them; `********`
        keeps a stored value.
        is_active: False: its deliveries are held until it is enabled. A new webhook is active.
        retry_schedule_seconds: Delay before each attempt in seconds, including the first attempt.
        Each later delay is at least 1.
        namespace_ids: Send only events of one of these namespaces. Empty: events of any namespace,
        and of none.
        channels: Send only events that were published to one of these channels. Empty: all events.
        filter: Send only events whose `data` meets these conditions. `{}`: all events.
        payload: `thin` sends `id`, `type`, `created_at`, `workspace_id` and `namespace_id`, without
        `data`. Default: `full`.
        rate_limit: How many deliveries may start in a second. Further deliveries wait, which uses
        up no attempt.
        ordering: `key`: deliveries of one ordering key go one after the other, in the order of
        their events. Default: `none`.
        """
        answer: Webhook = await self._client._call(_UPDATE, (webhook_id,), {
            "url": url,
            "events": events,
            "description": description,
            "headers": headers,
            "is_active": is_active,
            "retry_schedule_seconds": retry_schedule_seconds,
            "namespace_ids": namespace_ids,
            "channels": channels,
            "filter": filter,
            "payload": payload,
            "rate_limit": rate_limit,
            "ordering": ordering,
        }, options)
        return answer

    async def delete(self, webhook_id: str, *, options: CallOptions | None = None) -> Response:
        """Delete a webhook endpoint.

        Its unfinished deliveries are cancelled, beyond the first 1,000 in the background; a
        delivery that is being sent may still arrive. The webhook cannot be restored. Emits
        `webhook.deleted`.

        Scope: `delete:webhooks`.

        Role: owner or admin.
        """
        answer: Response = await self._client._call(_DELETE, (webhook_id,), {}, options)
        return answer

    async def test(self, webhook_id: str, *, options: CallOptions | None = None) -> WebhookTest:
        """Send a signed test event immediately.

        Sends a `ping`, also to a disabled webhook and whatever its `events` are. Returns 200
        whatever the receiver answers: `success` is true for a 2xx within 15 seconds. The ping is in
        the list of deliveries; it is not retried and does not count for the health. A webhook of
        the kind poll returns 409; more than 2 tests of a workspace at once can return 429. With an
        Idempotency-Key, a retry never sends a second ping; if the outcome was lost, `error` is
        `outcome unknown`.

        Scope: `write:webhooks`.

        Role: owner or admin.
        """
        answer: WebhookTest = await self._client._call(_TEST, (webhook_id,), {}, options)
        return answer

    async def test_filter(
        self,
        *,
        filter: Mapping[str, Any],
        event: WebhookTestFilterEvent | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> WebhookFilterTest:
        """Test a filter on an event; nothing is stored or sent.

        Give an `event`, or the `event_id` of an event of the workspace. `because` has a sentence
        for each condition that decided.

        Scope: `read:webhooks`.

        filter: Send only events whose `data` meets these conditions. `{}`: all events.
        event: Event as an endpoint receives it. Only its `data` is read.
        """
        answer: WebhookFilterTest = await self._client._call(_TEST_FILTER, (), {
            "filter": filter,
            "event": event,
            "event_id": event_id,
        }, options)
        return answer

    async def enable(self, webhook_id: str, *, options: CallOptions | None = None) -> Webhook:
        """Enable a disabled webhook endpoint.

        Its held deliveries are sent, the oldest first and slowly at the beginning. The counted
        failures start again at 0. A webhook that is active already stays as it is. Emits
        `webhook.enabled`.

        Scope: `write:webhooks`.

        Role: owner or admin.
        """
        answer: Webhook = await self._client._call(_ENABLE, (webhook_id,), {}, options)
        return answer

    async def rotate_secret(
        self,
        webhook_id: str,
        *,
        grace_period_hours: int | NotGiven = NOT_GIVEN,
        secret: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> WebhookWithSecret:
        """Rotate the signing secret; both secrets sign until the grace period ends.

        During the grace period, 24 hours by default, `webhook-signature` has a signature for each
        of the two secrets. A secret in its grace period is not rotated again: 409 until
        `previous_secret_until`. With a `grace_period_hours` of 0 both old secrets end at once.
        Emits `webhook.updated` and `webhook.secret_rotated`.

        Scope: `write:webhooks`.

        Role: owner or admin.

        grace_period_hours: Hours for which the replaced one still works; with 0 it ends at once.
        secret: Your own signing secret. Default: generated.
        """
        answer: WebhookWithSecret = await self._client._call(_ROTATE_SECRET, (webhook_id,), {
            "grace_period_hours": grace_period_hours,
            "secret": secret,
        }, options)
        return answer

    async def poll(
        self,
        webhook_id: str,
        *,
        fields: Sequence[Literal["deliveries"]] | NotGiven = NOT_GIVEN,
        limit: int | NotGiven = NOT_GIVEN,
        wait_seconds: int | NotGiven = NOT_GIVEN,
        lease_seconds: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Poll:
        """Read due deliveries of a polling webhook.

        Returns the deliveries that have been due longest. No other poll gets them until
        `lease_until`. Acknowledge each delivery with `ack`; otherwise it is returned again, with a
        higher `attempt`. For webhooks of the kind poll.

        HEAD is not supported.

        Scope: `write:webhooks`.

        Role: owner or admin.

        fields: Returns only these fields, and the ID.
        limit: Maximum number of deliveries. Default: 100.
        wait_seconds: Time to wait when nothing is due. Default: 0. The wait ends within 5 seconds
        when the key may no longer poll.
        lease_seconds: Time until the deliveries come again. Default: 30.
        """
        answer: Poll = await self._client._call(_POLL, (webhook_id,), {
            "fields": fields,
            "limit": limit,
            "wait_seconds": wait_seconds,
            "lease_seconds": lease_seconds,
        }, options)
        return answer

    async def ack(self, webhook_id: str, *, ids: Sequence[str], options: CallOptions | None = None) -> PollOutcome:
        """End polled deliveries as delivered.

        Safe to repeat: `done` also has deliveries that were acknowledged before.

        Scope: `write:webhooks`.

        Role: owner or admin.

        ids: The `id` of polled deliveries.
        """
        answer: PollOutcome = await self._client._call(_ACK, (webhook_id,), {
            "ids": ids,
        }, options)
        return answer

    async def nack(
        self,
        webhook_id: str,
        *,
        ids: Sequence[str],
        delay_seconds: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PollOutcome:
        """Give polled deliveries back.

        They are due again after the delay, with a higher `attempt`. IDs whose lease ran out are in
        `expired`.

        Scope: `write:webhooks`.

        Role: owner or admin.

        ids: The `id` of polled deliveries.
        delay_seconds: Default: 0.
        """
        answer: PollOutcome = await self._client._call(_NACK, (webhook_id,), {
            "ids": ids,
            "delay_seconds": delay_seconds,
        }, options)
        return answer

    async def stats(
        self,
        *,
        fields: Sequence[Literal["accepted", "delivered", "pending", "held", "failed", "cancelled"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> WebhookStats:
        """Count the deliveries of the workspace by state.

        All numbers are of one moment, and `accepted` is always the sum of the others. They count
        every delivery of the workspace since its beginning, also those that are no longer kept.
        Tests are not counted.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        """
        answer: WebhookStats = await self._client._call(_STATS, (), {
            "fields": fields,
        }, options)
        return answer

    async def series(
        self,
        webhook_id: str,
        *,
        fields: Sequence[Literal["points"]] | NotGiven = NOT_GIVEN,
        from_: datetime | str | date | NotGiven = NOT_GIVEN,
        to: datetime | str | date | NotGiven = NOT_GIVEN,
        bucket: Literal["minute", "hour", "day"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> WebhookSeries:
        """Count the attempts of an endpoint over time.

        Minutes are kept for 2 days, hours for 35 and days for 400. Buckets without attempts have no
        point. Counts are up to 5 seconds old; those of the last 5 seconds are lost when a process
        is killed.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        from_: Default: 60 buckets before `to`.
        to: Default: now.
        bucket: Default: hour. At most 1,500 of them.
        """
        answer: WebhookSeries = await self._client._call(_SERIES, (webhook_id,), {
            "fields": fields,
            "from": from_,
            "to": to,
            "bucket": bucket,
        }, options)
        return answer
