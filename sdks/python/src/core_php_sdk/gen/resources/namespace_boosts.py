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
    from ..models import Boost, PlanDifference

_LIST = Operation(
    "namespace-boosts.list",
    "GET",
    "/namespaces/{namespace_id}/boosts",
    "page",
    "Boost",
    query=("fields", "page", "per_page", "sort", "status", "feature", "created_after", "created_before",),
)
_CREATE = Operation(
    "namespace-boosts.create",
    "POST",
    "/namespaces/{namespace_id}/boosts",
    "data",
    OneOf(("PlanDifference", "Boost")),
    query=("dry_run",),
    body=True,
)
_DELETE = Operation(
    "namespace-boosts.delete",
    "DELETE",
    "/namespaces/{namespace_id}/boosts/{boost_id}",
    "data",
    "PlanDifference",
    query=("dry_run",),
)


class NamespaceBoostsResource(Resource):
    """Extra limits or features in addition to the packages."""

    def list(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "feature", "type", "limit", "duration", "status", "starts_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "starts_at", "-starts_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "expired"] | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[Boost]:
        """List the boosts of a namespace.

        Lists the boosts of the namespace itself, newest first: current, future and ended ones.
        Those of the workspace that pays for it are in `GET /workspaces/{workspace_id}/boosts`.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        status: Returns only entries with this status.
        feature: Returns only entries with this feature.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: Page[Boost] = self._client._call(_LIST, (namespace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "feature": feature,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "feature", "type", "limit", "duration", "status", "starts_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "starts_at", "-starts_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "expired"] | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[Boost]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[Boost] = self._client._all(_LIST, (namespace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "feature": feature,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def create(
        self,
        namespace_id: str,
        *,
        feature: str,
        type: Literal["add_limit", "enable", "unlimited"],
        duration: Literal["cycle", "until", "permanent"],
        limit: int | NotGiven = NOT_GIVEN,
        starts_at: datetime | str | NotGiven = NOT_GIVEN,
        expires_at: datetime | str | NotGiven = NOT_GIVEN,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PlanDifference | Boost:
        """Add a boost to a namespace (operators).

        The boost counts in addition to the packages from `starts_at`, which is now by default. A
        boost is never changed: end it, and add another. A type that does not suit the feature
        returns 422; beyond 100 current boosts the request returns 409. Emits `boost.activated`.

        Scope: `write:entitlements`.

        For operators only.

        feature: Code of the feature.
        type: add_limit: adds to the limit. enable: turns a feature on. unlimited: removes the
        limit.
        limit: Required for add_limit.
        duration: A boost for a cycle ends at the first boundary of the billing cycle after its
        start.
        starts_at: Time from which it counts. Default: now.
        expires_at: Required for until.
        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PlanDifference | Boost = self._client._call(_CREATE, (namespace_id,), {
            "feature": feature,
            "type": type,
            "limit": limit,
            "duration": duration,
            "starts_at": starts_at,
            "expires_at": expires_at,
            "dry_run": dry_run,
        }, options)
        return answer

    def delete(
        self,
        namespace_id: str,
        boost_id: str,
        *,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PlanDifference | None:
        """End a boost of a namespace immediately (operators).

        Recorded usage remains: if it is above the lower limit, further use is denied. A boost that
        has ended returns 404. Emits `boost.expired`.

        Scope: `delete:entitlements`.

        For operators only.

        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PlanDifference | None = self._client._call(_DELETE, (namespace_id, boost_id), {
            "dry_run": dry_run,
        }, options)
        return answer


class AsyncNamespaceBoostsResource(Resource):
    """Extra limits or features in addition to the packages."""

    async def list(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "feature", "type", "limit", "duration", "status", "starts_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "starts_at", "-starts_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "expired"] | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[Boost]:
        """List the boosts of a namespace.

        Lists the boosts of the namespace itself, newest first: current, future and ended ones.
        Those of the workspace that pays for it are in `GET /workspaces/{workspace_id}/boosts`.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        status: Returns only entries with this status.
        feature: Returns only entries with this feature.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: AsyncPage[Boost] = await self._client._call(_LIST, (namespace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "feature": feature,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "feature", "type", "limit", "duration", "status", "starts_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "starts_at", "-starts_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "expired"] | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[Boost]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[Boost] = self._client._all(_LIST, (namespace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "feature": feature,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    async def create(
        self,
        namespace_id: str,
        *,
        feature: str,
        type: Literal["add_limit", "enable", "unlimited"],
        duration: Literal["cycle", "until", "permanent"],
        limit: int | NotGiven = NOT_GIVEN,
        starts_at: datetime | str | NotGiven = NOT_GIVEN,
        expires_at: datetime | str | NotGiven = NOT_GIVEN,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PlanDifference | Boost:
        """Add a boost to a namespace (operators).

        The boost counts in addition to the packages from `starts_at`, which is now by default. A
        boost is never changed: end it, and add another. A type that does not suit the feature
        returns 422; beyond 100 current boosts the request returns 409. Emits `boost.activated`.

        Scope: `write:entitlements`.

        For operators only.

        feature: Code of the feature.
        type: add_limit: adds to the limit. enable: turns a feature on. unlimited: removes the
        limit.
        limit: Required for add_limit.
        duration: A boost for a cycle ends at the first boundary of the billing cycle after its
        start.
        starts_at: Time from which it counts. Default: now.
        expires_at: Required for until.
        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PlanDifference | Boost = await self._client._call(_CREATE, (namespace_id,), {
            "feature": feature,
            "type": type,
            "limit": limit,
            "duration": duration,
            "starts_at": starts_at,
            "expires_at": expires_at,
            "dry_run": dry_run,
        }, options)
        return answer

    async def delete(
        self,
        namespace_id: str,
        boost_id: str,
        *,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PlanDifference | None:
        """End a boost of a namespace immediately (operators).

        Recorded usage remains: if it is above the lower limit, further use is denied. A boost that
        has ended returns 404. Emits `boost.expired`.

        Scope: `delete:entitlements`.

        For operators only.

        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PlanDifference | None = await self._client._call(_DELETE, (namespace_id, boost_id), {
            "dry_run": dry_run,
        }, options)
        return answer
