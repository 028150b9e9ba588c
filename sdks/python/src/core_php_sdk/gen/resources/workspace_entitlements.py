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
    from ..models import EntitlementLogEntry, EntitlementOverview, UsageSeries

_LIST = Operation(
    "workspace-entitlements.list",
    "GET",
    "/workspaces/{workspace_id}/entitlements",
    "bare",
    "EntitlementOverview",
    query=("fields",),
)
_LIST_LOG = Operation(
    "workspace-entitlements.list-log",
    "GET",
    "/workspaces/{workspace_id}/entitlements/log",
    "page",
    "EntitlementLogEntry",
    query=("fields", "page", "per_page", "cursor", "sort", "action", "feature", "created_after", "created_before",),
    cursor=True,
)
_SERIES = Operation(
    "workspace-entitlements.series",
    "GET",
    "/workspaces/{workspace_id}/entitlements/series",
    "data",
    "UsageSeries",
    query=("fields", "feature", "from", "to", "bucket",),
)


class WorkspaceEntitlementsResource(Resource):
    """The features of a workspace, which the namespaces that it pays for share."""

    def list(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["data"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EntitlementOverview:
        """List every feature with its limit and usage for a workspace.

        Features that are not included are listed with the reason.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        """
        answer: EntitlementOverview = self._client._call(_LIST, (workspace_id,), {
            "fields": fields,
        }, options)
        return answer

    def list_log(
        self,
        workspace_id: str,
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
        """List all changes of the packages and boosts of a workspace.

        Usage is in the logs of its namespaces. With `action` and `feature`, a page by `cursor`
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
        answer: Page[EntitlementLogEntry] = self._client._call(_LIST_LOG, (workspace_id,), {
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
        workspace_id: str,
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
        answer: Iterator[EntitlementLogEntry] = self._client._all(_LIST_LOG, (workspace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "action": action,
            "feature": feature,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def series(
        self,
        workspace_id: str,
        *,
        feature: str,
        fields: Sequence[Literal["owner_id", "pool", "points", "windows", "alerts"]] | NotGiven = NOT_GIVEN,
        from_: datetime | str | date | NotGiven = NOT_GIVEN,
        to: datetime | str | date | NotGiven = NOT_GIVEN,
        bucket: Literal["hour", "day"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> UsageSeries:
        """Read the usage of a feature over time for a workspace.

        Shows the pool that counts now, at most 7 days by the hour and 92 by the day, in whole
        buckets (UTC).

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        feature: Code of the feature.
        from_: Default: 24 hours, or 30 days, before `to`.
        to: Default: now.
        bucket: Default: `day`.
        """
        answer: UsageSeries = self._client._call(_SERIES, (workspace_id,), {
            "fields": fields,
            "feature": feature,
            "from": from_,
            "to": to,
            "bucket": bucket,
        }, options)
        return answer


class AsyncWorkspaceEntitlementsResource(Resource):
    """The features of a workspace, which the namespaces that it pays for share."""

    async def list(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["data"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EntitlementOverview:
        """List every feature with its limit and usage for a workspace.

        Features that are not included are listed with the reason.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        """
        answer: EntitlementOverview = await self._client._call(_LIST, (workspace_id,), {
            "fields": fields,
        }, options)
        return answer

    async def list_log(
        self,
        workspace_id: str,
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
        """List all changes of the packages and boosts of a workspace.

        Usage is in the logs of its namespaces. With `action` and `feature`, a page by `cursor`
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
        answer: AsyncPage[EntitlementLogEntry] = await self._client._call(_LIST_LOG, (workspace_id,), {
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
        workspace_id: str,
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
        answer: AsyncIterator[EntitlementLogEntry] = self._client._all(_LIST_LOG, (workspace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "action": action,
            "feature": feature,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    async def series(
        self,
        workspace_id: str,
        *,
        feature: str,
        fields: Sequence[Literal["owner_id", "pool", "points", "windows", "alerts"]] | NotGiven = NOT_GIVEN,
        from_: datetime | str | date | NotGiven = NOT_GIVEN,
        to: datetime | str | date | NotGiven = NOT_GIVEN,
        bucket: Literal["hour", "day"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> UsageSeries:
        """Read the usage of a feature over time for a workspace.

        Shows the pool that counts now, at most 7 days by the hour and 92 by the day, in whole
        buckets (UTC).

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        feature: Code of the feature.
        from_: Default: 24 hours, or 30 days, before `to`.
        to: Default: now.
        bucket: Default: `day`.
        """
        answer: UsageSeries = await self._client._call(_SERIES, (workspace_id,), {
            "fields": fields,
            "feature": feature,
            "from": from_,
            "to": to,
            "bucket": bucket,
        }, options)
        return answer
