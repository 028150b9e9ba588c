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
    from ..models import PackageAssignment, PlanDifference

_LIST = Operation(
    "namespace-packages.list",
    "GET",
    "/namespaces/{namespace_id}/packages",
    "page",
    "PackageAssignment",
    query=("fields", "page", "per_page", "sort", "status", "created_after", "created_before",),
)
_ASSIGN = Operation(
    "namespace-packages.assign",
    "POST",
    "/namespaces/{namespace_id}/packages",
    "data",
    OneOf(("PlanDifference", "PackageAssignment")),
    query=("dry_run",),
    body=True,
)
_CANCEL = Operation(
    "namespace-packages.cancel",
    "DELETE",
    "/namespaces/{namespace_id}/packages/{assignment_id}",
    "data",
    "PlanDifference",
    query=("dry_run", "at_period_end",),
)
_SUSPEND = Operation(
    "namespace-packages.suspend",
    "POST",
    "/namespaces/{namespace_id}/packages/{assignment_id}/suspend",
    "data",
    OneOf(("PackageAssignment", "PlanDifference")),
    query=("dry_run",),
)
_REACTIVATE = Operation(
    "namespace-packages.reactivate",
    "POST",
    "/namespaces/{namespace_id}/packages/{assignment_id}/reactivate",
    "data",
    OneOf(("PackageAssignment", "PlanDifference")),
    query=("dry_run",),
)
_RENEW = Operation(
    "namespace-packages.renew",
    "POST",
    "/namespaces/{namespace_id}/packages/{assignment_id}/renew",
    "data",
    OneOf(("PackageAssignment", "PlanDifference")),
    query=("dry_run",),
)


class NamespacePackagesResource(Resource):
    """Packages that are assigned to a namespace itself."""

    def list(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "package", "status", "starts_at", "expires_at", "billing_anchor"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "starts_at", "-starts_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended", "cancelled", "expired"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[PackageAssignment]:
        """List the packages of a namespace.

        Lists the packages that are assigned to the namespace itself, newest first: current, future
        and ended ones. Those of the workspace that pays for it are in
        `GET /workspaces/{workspace_id}/packages`.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        status: Returns only entries with this status.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: Page[PackageAssignment] = self._client._call(_LIST, (namespace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "package", "status", "starts_at", "expires_at", "billing_anchor"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "starts_at", "-starts_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended", "cancelled", "expired"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[PackageAssignment]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[PackageAssignment] = self._client._all(_LIST, (namespace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def assign(
        self,
        namespace_id: str,
        *,
        package: str,
        starts_at: datetime | str | NotGiven = NOT_GIVEN,
        expires_at: datetime | str | None | NotGiven = NOT_GIVEN,
        billing_anchor: datetime | str | NotGiven = NOT_GIVEN,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PlanDifference | PackageAssignment:
        """Assign a package to a namespace (operators).

        The package counts from `starts_at`, which is now by default. A base package replaces the
        previous base package from its start, unless it is cancelled before. The limits of add-ons
        are added. A package that the catalogue does not offer, and a second one that is not
        stackable, return 422; beyond 100 current packages the request returns 409. Emits
        `package.assigned`, and `package.cancelled` for a replaced base package.

        Scope: `write:entitlements`.

        For operators only.

        package: Code of the package.
        starts_at: Time from which it counts. Default: now.
        expires_at: Time at which it ends. Null, and the default: it has no end.
        billing_anchor: Start from which monthly windows are counted. Default: `starts_at`.
        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PlanDifference | PackageAssignment = self._client._call(_ASSIGN, (namespace_id,), {
            "package": package,
            "starts_at": starts_at,
            "expires_at": expires_at,
            "billing_anchor": billing_anchor,
            "dry_run": dry_run,
        }, options)
        return answer

    def cancel(
        self,
        namespace_id: str,
        assignment_id: str,
        *,
        dry_run: bool | NotGiven = NOT_GIVEN,
        at_period_end: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PlanDifference | None:
        """Cancel a package of a namespace (operators).

        The package stops counting immediately. With `at_period_end=true` it is `cancelled`, and
        counts until the billing cycle ends; a suspended package cannot be cancelled so (409). If a
        base package is cancelled before its start, the one that it would have replaced gets its
        former end back (`package.renewed`). A package that has ended returns 409. Emits
        `package.cancelled`.

        Scope: `delete:entitlements`.

        For operators only.

        dry_run: Returns what the change would do, and changes nothing.
        at_period_end: Keeps the package usable until the billing cycle of the base package ends, or
        its own if there is none.
        """
        answer: PlanDifference | None = self._client._call(_CANCEL, (namespace_id, assignment_id), {
            "dry_run": dry_run,
            "at_period_end": at_period_end,
        }, options)
        return answer

    def suspend(
        self,
        namespace_id: str,
        assignment_id: str,
        *,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PackageAssignment | PlanDifference:
        """Suspend a package of a namespace (operators).

        The package does not count until it is reactivated; recorded usage remains. Its end does not
        move, so a suspended package can expire. A package that is suspended or has ended returns
        409. Emits `package.suspended`.

        Scope: `write:entitlements`.

        For operators only.

        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PackageAssignment | PlanDifference = self._client._call(_SUSPEND, (namespace_id, assignment_id), {
            "dry_run": dry_run,
        }, options)
        return answer

    def reactivate(
        self,
        namespace_id: str,
        assignment_id: str,
        *,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PackageAssignment | PlanDifference:
        """Reactivate a suspended package of a namespace (operators).

        The package counts again immediately, until its former end. A package that was cancelled for
        later before it was suspended is `cancelled` again. A package that is not suspended returns
        409. Emits `package.reactivated`.

        Scope: `write:entitlements`.

        For operators only.

        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PackageAssignment | PlanDifference = self._client._call(_REACTIVATE, (namespace_id, assignment_id), {
            "dry_run": dry_run,
        }, options)
        return answer

    def renew(
        self,
        namespace_id: str,
        assignment_id: str,
        *,
        expires_at: datetime | str | NotGiven = NOT_GIVEN,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PackageAssignment | PlanDifference:
        """Renew a package of a namespace (operators).

        The package ends at `expires_at`, or by default one billing cycle after its present end; a
        package without an end keeps none. A base package still ends no later than the next one
        starts. The status does not change: a suspended package stays suspended. A package that is
        cancelled or has ended returns 409: assign it again. Emits `package.renewed`.

        Scope: `write:entitlements`.

        For operators only.

        expires_at: New end. Default: one billing cycle more.
        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PackageAssignment | PlanDifference = self._client._call(_RENEW, (namespace_id, assignment_id), {
            "expires_at": expires_at,
            "dry_run": dry_run,
        }, options)
        return answer


class AsyncNamespacePackagesResource(Resource):
    """Packages that are assigned to a namespace itself."""

    async def list(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "package", "status", "starts_at", "expires_at", "billing_anchor"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "starts_at", "-starts_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended", "cancelled", "expired"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[PackageAssignment]:
        """List the packages of a namespace.

        Lists the packages that are assigned to the namespace itself, newest first: current, future
        and ended ones. Those of the workspace that pays for it are in
        `GET /workspaces/{workspace_id}/packages`.

        Scope: `read:entitlements`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        status: Returns only entries with this status.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: AsyncPage[PackageAssignment] = await self._client._call(_LIST, (namespace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "package", "status", "starts_at", "expires_at", "billing_anchor"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "starts_at", "-starts_at"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended", "cancelled", "expired"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[PackageAssignment]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[PackageAssignment] = self._client._all(_LIST, (namespace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    async def assign(
        self,
        namespace_id: str,
        *,
        package: str,
        starts_at: datetime | str | NotGiven = NOT_GIVEN,
        expires_at: datetime | str | None | NotGiven = NOT_GIVEN,
        billing_anchor: datetime | str | NotGiven = NOT_GIVEN,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PlanDifference | PackageAssignment:
        """Assign a package to a namespace (operators).

        The package counts from `starts_at`, which is now by default. A base package replaces the
        previous base package from its start, unless it is cancelled before. The limits of add-ons
        are added. A package that the catalogue does not offer, and a second one that is not
        stackable, return 422; beyond 100 current packages the request returns 409. Emits
        `package.assigned`, and `package.cancelled` for a replaced base package.

        Scope: `write:entitlements`.

        For operators only.

        package: Code of the package.
        starts_at: Time from which it counts. Default: now.
        expires_at: Time at which it ends. Null, and the default: it has no end.
        billing_anchor: Start from which monthly windows are counted. Default: `starts_at`.
        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PlanDifference | PackageAssignment = await self._client._call(_ASSIGN, (namespace_id,), {
            "package": package,
            "starts_at": starts_at,
            "expires_at": expires_at,
            "billing_anchor": billing_anchor,
            "dry_run": dry_run,
        }, options)
        return answer

    async def cancel(
        self,
        namespace_id: str,
        assignment_id: str,
        *,
        dry_run: bool | NotGiven = NOT_GIVEN,
        at_period_end: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PlanDifference | None:
        """Cancel a package of a namespace (operators).

        The package stops counting immediately. With `at_period_end=true` it is `cancelled`, and
        counts until the billing cycle ends; a suspended package cannot be cancelled so (409). If a
        base package is cancelled before its start, the one that it would have replaced gets its
        former end back (`package.renewed`). A package that has ended returns 409. Emits
        `package.cancelled`.

        Scope: `delete:entitlements`.

        For operators only.

        dry_run: Returns what the change would do, and changes nothing.
        at_period_end: Keeps the package usable until the billing cycle of the base package ends, or
        its own if there is none.
        """
        answer: PlanDifference | None = await self._client._call(_CANCEL, (namespace_id, assignment_id), {
            "dry_run": dry_run,
            "at_period_end": at_period_end,
        }, options)
        return answer

    async def suspend(
        self,
        namespace_id: str,
        assignment_id: str,
        *,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PackageAssignment | PlanDifference:
        """Suspend a package of a namespace (operators).

        The package does not count until it is reactivated; recorded usage remains. Its end does not
        move, so a suspended package can expire. A package that is suspended or has ended returns
        409. Emits `package.suspended`.

        Scope: `write:entitlements`.

        For operators only.

        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PackageAssignment | PlanDifference = await self._client._call(_SUSPEND, (namespace_id, assignment_id), {
            "dry_run": dry_run,
        }, options)
        return answer

    async def reactivate(
        self,
        namespace_id: str,
        assignment_id: str,
        *,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PackageAssignment | PlanDifference:
        """Reactivate a suspended package of a namespace (operators).

        The package counts again immediately, until its former end. A package that was cancelled for
        later before it was suspended is `cancelled` again. A package that is not suspended returns
        409. Emits `package.reactivated`.

        Scope: `write:entitlements`.

        For operators only.

        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PackageAssignment | PlanDifference = await self._client._call(_REACTIVATE, (namespace_id, assignment_id), {
            "dry_run": dry_run,
        }, options)
        return answer

    async def renew(
        self,
        namespace_id: str,
        assignment_id: str,
        *,
        expires_at: datetime | str | NotGiven = NOT_GIVEN,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> PackageAssignment | PlanDifference:
        """Renew a package of a namespace (operators).

        The package ends at `expires_at`, or by default one billing cycle after its present end; a
        package without an end keeps none. A base package still ends no later than the next one
        starts. The status does not change: a suspended package stays suspended. A package that is
        cancelled or has ended returns 409: assign it again. Emits `package.renewed`.

        Scope: `write:entitlements`.

        For operators only.

        expires_at: New end. Default: one billing cycle more.
        dry_run: Returns what the change would do, and changes nothing.
        """
        answer: PackageAssignment | PlanDifference = await self._client._call(_RENEW, (namespace_id, assignment_id), {
            "expires_at": expires_at,
            "dry_run": dry_run,
        }, options)
        return answer
