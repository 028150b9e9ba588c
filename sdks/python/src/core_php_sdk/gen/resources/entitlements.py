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
    from ..inputs import EntitlementCheckBatchCheck
    from ..models import (
        EntitlementConsumed,
        EntitlementDecision,
        EntitlementDecisions,
        EntitlementLogEntry,
        EntitlementOverview,
        EntitlementReserved,
        Reservation,
        UsageEntry,
        UsageProof,
        UsageRecord,
        UsageSeries,
    )

_LIST = Operation(
    "entitlements.list",
    "GET",
    "/namespaces/{namespace_id}/entitlements",
    "bare",
    "EntitlementOverview",
    query=("fields",),
)
_CHECK = Operation(
    "entitlements.check",
    "POST",
    "/namespaces/{namespace_id}/entitlements/check",
    "bare",
    "EntitlementDecision",
    query=("explain", "diagnosis",),
    body=True,
)
_CHECK_BATCH = Operation(
    "entitlements.check-batch",
    "POST",
    "/namespaces/{namespace_id}/entitlements/check/batch",
    "bare",
    "EntitlementDecisions",
    body=True,
)
_CONSUME = Operation(
    "entitlements.consume",
    "POST",
    "/namespaces/{namespace_id}/entitlements/consume",
    "bare",
    "EntitlementConsumed",
    body=True,
)
_RESERVE = Operation(
    "entitlements.reserve",
    "POST",
    "/namespaces/{namespace_id}/entitlements/reserve",
    "bare",
    "EntitlementReserved",
    body=True,
)
_RECONCILE = Operation(
    "entitlements.reconcile",
    "GET",
    "/namespaces/{namespace_id}/entitlements/reconcile",
    "bare",
    "UsageProof",
    query=("fields", "feature",),
)
_LIST_LOG = Operation(
    "entitlements.list-log",
    "GET",
    "/namespaces/{namespace_id}/entitlements/log",
    "page",
    "EntitlementLogEntry",
    query=("fields", "page", "per_page", "cursor", "sort", "action", "feature", "created_after", "created_before",),
    cursor=True,
)
_LIST_USAGE = Operation(
    "entitlements.list-usage",
    "GET",
    "/namespaces/{namespace_id}/entitlements/usage",
    "page",
    "UsageEntry",
    query=("fields", "page", "per_page", "cursor", "sort", "feature", "event_id", "created_after", "created_before",),
    cursor=True,
)
_RECORD_USAGE = Operation(
    "entitlements.record-usage",
    "POST",
    "/namespaces/{namespace_id}/entitlements/usage",
    "data",
    "UsageRecord",
    body=True,
)
_COMMIT_RESERVATION = Operation(
    "entitlements.commit-reservation",
    "POST",
    "/namespaces/{namespace_id}/entitlements/reservations/{reservation_id}/commit",
    "data",
    "Reservation",
)
_RELEASE_RESERVATION = Operation(
    "entitlements.release-reservation",
    "POST",
    "/namespaces/{namespace_id}/entitlements/reservations/{reservation_id}/release",
    "data",
    "Reservation",
)
_SERIES = Operation(
    "entitlements.series",
    "GET",
    "/namespaces/{namespace_id}/entitlements/series",
    "data",
    "UsageSeries",
    query=("fields", "feature", "from", "to", "bucket",),
)


class EntitlementsResource(Resource):
    """Checks of limits, recorded usage, reservations and reconciliation."""

    def list(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["data"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EntitlementOverview:
        """List every feature with its limit and usage for a namespace.

        Features that are not included are listed with the reason.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        """
        answer: EntitlementOverview = self._client._call(_LIST, (namespace_id,), {
            "fields": fields,
        }, options)
        return answer

    def check(
        self,
        namespace_id: str,
        *,
        feature: str,
        quantity: int | NotGiven = NOT_GIVEN,
        consistency: Literal["strong", "fast"] | NotGiven = NOT_GIVEN,
        explain: bool | NotGiven = NOT_GIVEN,
        diagnosis: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EntitlementDecision:
        """Check whether a quantity of a feature is available.

        Does not consume. A denial by the plan is a normal response, not an error.

        Scope: `read:entitlements`.

        feature: Code of the feature.
        quantity: Amount, in the unit of the feature.
        consistency: `strong` reads the current balance. `fast` may return a slightly older result;
        `as_of` and `exact` describe it.
        explain: Adds the evaluated levels with their packages and boosts, where usage counts, and
        what would allow the check.
        diagnosis: For operators: the check looks for the reason of a refusal, and is not one. It
        stands in neither the refusals of the request log nor the counts of denials.
        """
        answer: EntitlementDecision = self._client._call(_CHECK, (namespace_id,), {
            "feature": feature,
            "quantity": quantity,
            "consistency": consistency,
            "explain": explain,
            "diagnosis": diagnosis,
        }, options)
        return answer

    def check_batch(
        self,
        namespace_id: str,
        *,
        checks: Sequence[EntitlementCheckBatchCheck],
        consistency: Literal["strong", "fast"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EntitlementDecisions:
        """Check up to 100 features at once.

        Decides each check as `POST …/check` does, and returns the decisions in the order of
        `checks`. Nothing is consumed, so two checks of one pool each see all that is available. A
        denial by the plan is an entry with `allowed: false`. More than 100 checks return 422
        `BATCH_TOO_LARGE`. The request counts as one call.

        Scope: `read:entitlements`.

        checks: Up to 100 checks.
        consistency: `strong` reads the current balance. `fast` may return a slightly older result;
        `as_of` and `exact` describe it.
        """
        answer: EntitlementDecisions = self._client._call(_CHECK_BATCH, (namespace_id,), {
            "checks": checks,
            "consistency": consistency,
        }, options)
        return answer

    def consume(
        self,
        namespace_id: str,
        *,
        feature: str,
        quantity: int | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EntitlementConsumed:
        """Consume a quantity of a feature, if the plan allows it.

        Checks and records in one step: concurrent calls never exceed a limit. A denial is 200 with
        `allowed: false`, and records nothing. A repeated `event_id` is counted once and returns the
        first response; with another quantity it returns 422. Usage that reaches 80 or 90 percent of
        the limit emits `entitlement.limit_warning`, and 100 percent `entitlement.limit_reached`.

        Scope: `write:entitlements`.

        feature: Code of the feature.
        quantity: Amount, in the unit of the feature.
        event_id: ID chosen by the caller, unique per namespace and feature for 35 days. Any
        characters are allowed; `POST /events` takes only 1 to 100 printable ASCII characters.
        metadata: Your own pairs of strings, kept with the usage record.
        """
        answer: EntitlementConsumed = self._client._call(_CONSUME, (namespace_id,), {
            "feature": feature,
            "quantity": quantity,
            "event_id": event_id,
            "metadata": metadata,
        }, options)
        return answer

    def reserve(
        self,
        namespace_id: str,
        *,
        feature: str,
        quantity: int,
        ttl_seconds: int,
        options: CallOptions | None = None,
    ) -> EntitlementReserved:
        """Reserve a quantity of a feature for a limited time.

        No other call can use the quantity until the reservation is committed, is released or
        expires after `ttl_seconds`. A reservation that expires counts nothing. A denial is 200 with
        `allowed: false` and without `reservation`. There is no `event_id`: send an Idempotency-Key,
        so that a retry does not reserve again.

        Scope: `write:entitlements`.

        feature: Code of the feature.
        quantity: Amount, in the unit of the feature.
        ttl_seconds: Seconds after which the reservation expires.
        """
        answer: EntitlementReserved = self._client._call(_RESERVE, (namespace_id,), {
            "feature": feature,
            "quantity": quantity,
            "ttl_seconds": ttl_seconds,
        }, options)
        return answer

    def reconcile(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["data"]] | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> UsageProof:
        """Reconcile the balances with the recorded usage.

        Compares each balance in which usage of the namespace can count with the sum of its usage
        records: `ok` is true if they are equal. A pool that namespaces share has the usage of all
        of them. Nothing is corrected. Returns at most 1,000 balances, for each feature those of the
        newest windows first.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        feature: Reconciles only this feature. If very many records must first be rolled up, calls
        return 503 until that is done; each call continues where the previous one stopped.
        """
        answer: UsageProof = self._client._call(_RECONCILE, (namespace_id,), {
            "fields": fields,
            "feature": feature,
        }, options)
        return answer

    def list_log(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "action", "feature", "subject_id", "actor_id", "change", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        action: str | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[EntitlementLogEntry]:
        """List all changes of packages, boosts and usage.

        The log has the packages and boosts of the namespace and of its paying workspace, and
        `usage.recorded` for each usage record. With `action` and `feature`, a page by `cursor`
        searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still
        a `next_cursor`. Pages by number search the first 50,000.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: Replaces `page`: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        action: Returns only entries with this action.
        feature: Returns only entries with this feature.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: Page[EntitlementLogEntry] = self._client._call(_LIST_LOG, (namespace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "action": action,
            "feature": feature,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all_log(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "action", "feature", "subject_id", "actor_id", "change", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        action: str | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[EntitlementLogEntry]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: Iterator[EntitlementLogEntry] = self._client._all(_LIST_LOG, (namespace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "action": action,
            "feature": feature,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def list_usage(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "feature", "quantity", "recorded_at", "event_id", "metadata"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[UsageEntry]:
        """List usage records.

        With `feature`, a page by `cursor` searches up to 5,000 entries: it may have fewer entries
        than `per_page`, or none, and still a `next_cursor`. Pages by number search the first
        50,000.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: Replaces `page`: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        feature: Returns only entries with this feature.
        event_id: Returns only entries with this event_id.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: Page[UsageEntry] = self._client._call(_LIST_USAGE, (namespace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "feature": feature,
            "event_id": event_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all_usage(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "feature", "quantity", "recorded_at", "event_id", "metadata"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[UsageEntry]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: Iterator[UsageEntry] = self._client._all(_LIST_USAGE, (namespace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "feature": feature,
            "event_id": event_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def record_usage(
        self,
        namespace_id: str,
        *,
        feature: str,
        quantity: int,
        event_id: str | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> UsageRecord:
        """Record usage without a check.

        A negative quantity gives usage back, at most the usage of the current window. The response
        has the applied quantity. Requires the scope `metering`, which no scope with `all` includes.

        Scope: `metering`.

        feature: Code of the feature.
        quantity: Amount, in the unit of the feature. Negative: gives usage back.
        event_id: ID chosen by the caller, unique per namespace and feature for 35 days. Any
        characters are allowed; `POST /events` takes only 1 to 100 printable ASCII characters.
        metadata: Your own pairs of strings, kept with the usage record.
        """
        answer: UsageRecord = self._client._call(_RECORD_USAGE, (namespace_id,), {
            "feature": feature,
            "quantity": quantity,
            "event_id": event_id,
            "metadata": metadata,
        }, options)
        return answer

    def commit_reservation(
        self,
        namespace_id: str,
        reservation_id: str,
        *,
        quantity: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Reservation:
        """Commit the used quantity of a reservation and release the rest.

        The quantity counts in the window of the reservation, also if the limit is lower by now. A
        repeated commit returns the same response, whatever its quantity. A reservation that was
        released or has expired returns 409.

        Scope: `write:entitlements`.

        quantity: Default: the whole reservation.
        """
        answer: Reservation = self._client._call(_COMMIT_RESERVATION, (namespace_id, reservation_id), {
            "quantity": quantity,
        }, options)
        return answer

    def release_reservation(
        self,
        namespace_id: str,
        reservation_id: str,
        *,
        options: CallOptions | None = None,
    ) -> Reservation:
        """Release a reservation.

        The whole quantity is available again immediately. A repeated release returns the same
        response. A reservation that was committed or has expired returns 409.

        Scope: `write:entitlements`.
        """
        answer: Reservation = self._client._call(_RELEASE_RESERVATION, (namespace_id, reservation_id), {}, options)
        return answer

    def series(
        self,
        namespace_id: str,
        *,
        feature: str,
        fields: Sequence[Literal["owner_id", "pool", "points", "windows", "alerts"]] | NotGiven = NOT_GIVEN,
        from_: datetime | str | date | NotGiven = NOT_GIVEN,
        to: datetime | str | date | NotGiven = NOT_GIVEN,
        bucket: Literal["hour", "day"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> UsageSeries:
        """Read the usage of a feature over time for a namespace.

        Shows the pool that counts now, at most 7 days by the hour and 92 by the day, in whole
        buckets (UTC).

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        feature: Code of the feature.
        from_: Default: 24 hours, or 30 days, before `to`.
        to: Default: now.
        bucket: Default: `day`.
        """
        answer: UsageSeries = self._client._call(_SERIES, (namespace_id,), {
            "fields": fields,
            "feature": feature,
            "from": from_,
            "to": to,
            "bucket": bucket,
        }, options)
        return answer


class AsyncEntitlementsResource(Resource):
    """Checks of limits, recorded usage, reservations and reconciliation."""

    async def list(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["data"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EntitlementOverview:
        """List every feature with its limit and usage for a namespace.

        Features that are not included are listed with the reason.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        """
        answer: EntitlementOverview = await self._client._call(_LIST, (namespace_id,), {
            "fields": fields,
        }, options)
        return answer

    async def check(
        self,
        namespace_id: str,
        *,
        feature: str,
        quantity: int | NotGiven = NOT_GIVEN,
        consistency: Literal["strong", "fast"] | NotGiven = NOT_GIVEN,
        explain: bool | NotGiven = NOT_GIVEN,
        diagnosis: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EntitlementDecision:
        """Check whether a quantity of a feature is available.

        Does not consume. A denial by the plan is a normal response, not an error.

        Scope: `read:entitlements`.

        feature: Code of the feature.
        quantity: Amount, in the unit of the feature.
        consistency: `strong` reads the current balance. `fast` may return a slightly older result;
        `as_of` and `exact` describe it.
        explain: Adds the evaluated levels with their packages and boosts, where usage counts, and
        what would allow the check.
        diagnosis: For operators: the check looks for the reason of a refusal, and is not one. It
        stands in neither the refusals of the request log nor the counts of denials.
        """
        answer: EntitlementDecision = await self._client._call(_CHECK, (namespace_id,), {
            "feature": feature,
            "quantity": quantity,
            "consistency": consistency,
            "explain": explain,
            "diagnosis": diagnosis,
        }, options)
        return answer

    async def check_batch(
        self,
        namespace_id: str,
        *,
        checks: Sequence[EntitlementCheckBatchCheck],
        consistency: Literal["strong", "fast"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EntitlementDecisions:
        """Check up to 100 features at once.

        Decides each check as `POST …/check` does, and returns the decisions in the order of
        `checks`. Nothing is consumed, so two checks of one pool each see all that is available. A
        denial by the plan is an entry with `allowed: false`. More than 100 checks return 422
        `BATCH_TOO_LARGE`. The request counts as one call.

        Scope: `read:entitlements`.

        checks: Up to 100 checks.
        consistency: `strong` reads the current balance. `fast` may return a slightly older result;
        `as_of` and `exact` describe it.
        """
        answer: EntitlementDecisions = await self._client._call(_CHECK_BATCH, (namespace_id,), {
            "checks": checks,
            "consistency": consistency,
        }, options)
        return answer

    async def consume(
        self,
        namespace_id: str,
        *,
        feature: str,
        quantity: int | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EntitlementConsumed:
        """Consume a quantity of a feature, if the plan allows it.

        Checks and records in one step: concurrent calls never exceed a limit. A denial is 200 with
        `allowed: false`, and records nothing. A repeated `event_id` is counted once and returns the
        first response; with another quantity it returns 422. Usage that reaches 80 or 90 percent of
        the limit emits `entitlement.limit_warning`, and 100 percent `entitlement.limit_reached`.

        Scope: `write:entitlements`.

        feature: Code of the feature.
        quantity: Amount, in the unit of the feature.
        event_id: ID chosen by the caller, unique per namespace and feature for 35 days. Any
        characters are allowed; `POST /events` takes only 1 to 100 printable ASCII characters.
        metadata: Your own pairs of strings, kept with the usage record.
        """
        answer: EntitlementConsumed = await self._client._call(_CONSUME, (namespace_id,), {
            "feature": feature,
            "quantity": quantity,
            "event_id": event_id,
            "metadata": metadata,
        }, options)
        return answer

    async def reserve(
        self,
        namespace_id: str,
        *,
        feature: str,
        quantity: int,
        ttl_seconds: int,
        options: CallOptions | None = None,
    ) -> EntitlementReserved:
        """Reserve a quantity of a feature for a limited time.

        No other call can use the quantity until the reservation is committed, is released or
        expires after `ttl_seconds`. A reservation that expires counts nothing. A denial is 200 with
        `allowed: false` and without `reservation`. There is no `event_id`: send an Idempotency-Key,
        so that a retry does not reserve again.

        Scope: `write:entitlements`.

        feature: Code of the feature.
        quantity: Amount, in the unit of the feature.
        ttl_seconds: Seconds after which the reservation expires.
        """
        answer: EntitlementReserved = await self._client._call(_RESERVE, (namespace_id,), {
            "feature": feature,
            "quantity": quantity,
            "ttl_seconds": ttl_seconds,
        }, options)
        return answer

    async def reconcile(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["data"]] | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> UsageProof:
        """Reconcile the balances with the recorded usage.

        Compares each balance in which usage of the namespace can count with the sum of its usage
        records: `ok` is true if they are equal. A pool that namespaces share has the usage of all
        of them. Nothing is corrected. Returns at most 1,000 balances, for each feature those of the
        newest windows first.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        feature: Reconciles only this feature. If very many records must first be rolled up, calls
        return 503 until that is done; each call continues where the previous one stopped.
        """
        answer: UsageProof = await self._client._call(_RECONCILE, (namespace_id,), {
            "fields": fields,
            "feature": feature,
        }, options)
        return answer

    async def list_log(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "action", "feature", "subject_id", "actor_id", "change", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        action: str | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[EntitlementLogEntry]:
        """List all changes of packages, boosts and usage.

        The log has the packages and boosts of the namespace and of its paying workspace, and
        `usage.recorded` for each usage record. With `action` and `feature`, a page by `cursor`
        searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still
        a `next_cursor`. Pages by number search the first 50,000.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: Replaces `page`: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        action: Returns only entries with this action.
        feature: Returns only entries with this feature.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: AsyncPage[EntitlementLogEntry] = await self._client._call(_LIST_LOG, (namespace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "action": action,
            "feature": feature,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all_log(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "action", "feature", "subject_id", "actor_id", "change", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        action: str | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[EntitlementLogEntry]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: AsyncIterator[EntitlementLogEntry] = self._client._all(_LIST_LOG, (namespace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "action": action,
            "feature": feature,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    async def list_usage(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "feature", "quantity", "recorded_at", "event_id", "metadata"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[UsageEntry]:
        """List usage records.

        With `feature`, a page by `cursor` searches up to 5,000 entries: it may have fewer entries
        than `per_page`, or none, and still a `next_cursor`. Pages by number search the first
        50,000.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: Replaces `page`: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        feature: Returns only entries with this feature.
        event_id: Returns only entries with this event_id.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: AsyncPage[UsageEntry] = await self._client._call(_LIST_USAGE, (namespace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "feature": feature,
            "event_id": event_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all_usage(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "feature", "quantity", "recorded_at", "event_id", "metadata"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        event_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[UsageEntry]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: AsyncIterator[UsageEntry] = self._client._all(_LIST_USAGE, (namespace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "feature": feature,
            "event_id": event_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    async def record_usage(
        self,
        namespace_id: str,
        *,
        feature: str,
        quantity: int,
        event_id: str | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> UsageRecord:
        """Record usage without a check.

        A negative quantity gives usage back, at most the usage of the current window. The response
        has the applied quantity. Requires the scope `metering`, which no scope with `all` includes.

        Scope: `metering`.

        feature: Code of the feature.
        quantity: Amount, in the unit of the feature. Negative: gives usage back.
        event_id: ID chosen by the caller, unique per namespace and feature for 35 days. Any
        characters are allowed; `POST /events` takes only 1 to 100 printable ASCII characters.
        metadata: Your own pairs of strings, kept with the usage record.
        """
        answer: UsageRecord = await self._client._call(_RECORD_USAGE, (namespace_id,), {
            "feature": feature,
            "quantity": quantity,
            "event_id": event_id,
            "metadata": metadata,
        }, options)
        return answer

    async def commit_reservation(
        self,
        namespace_id: str,
        reservation_id: str,
        *,
        quantity: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Reservation:
        """Commit the used quantity of a reservation and release the rest.

        The quantity counts in the window of the reservation, also if the limit is lower by now. A
        repeated commit returns the same response, whatever its quantity. A reservation that was
        released or has expired returns 409.

        Scope: `write:entitlements`.

        quantity: Default: the whole reservation.
        """
        answer: Reservation = await self._client._call(_COMMIT_RESERVATION, (namespace_id, reservation_id), {
            "quantity": quantity,
        }, options)
        return answer

    async def release_reservation(
        self,
        namespace_id: str,
        reservation_id: str,
        *,
        options: CallOptions | None = None,
    ) -> Reservation:
        """Release a reservation.

        The whole quantity is available again immediately. A repeated release returns the same
        response. A reservation that was committed or has expired returns 409.

        Scope: `write:entitlements`.
        """
        answer: Reservation = await self._client._call(_RELEASE_RESERVATION, (namespace_id, reservation_id), {}, options)
        return answer

    async def series(
        self,
        namespace_id: str,
        *,
        feature: str,
        fields: Sequence[Literal["owner_id", "pool", "points", "windows", "alerts"]] | NotGiven = NOT_GIVEN,
        from_: datetime | str | date | NotGiven = NOT_GIVEN,
        to: datetime | str | date | NotGiven = NOT_GIVEN,
        bucket: Literal["hour", "day"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> UsageSeries:
        """Read the usage of a feature over time for a namespace.

        Shows the pool that counts now, at most 7 days by the hour and 92 by the day, in whole
        buckets (UTC).

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        feature: Code of the feature.
        from_: Default: 24 hours, or 30 days, before `to`.
        to: Default: now.
        bucket: Default: `day`.
        """
        answer: UsageSeries = await self._client._call(_SERIES, (namespace_id,), {
            "fields": fields,
            "feature": feature,
            "from": from_,
            "to": to,
            "bucket": bucket,
        }, options)
        return answer
