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
    from ..models import Package

_LIST = Operation(
    "packages.list",
    "GET",
    "/packages",
    "page",
    "Package",
    query=("fields", "include", "page", "per_page", "sort", "is_base", "is_active", "created_after", "created_before", "updated_after", "updated_before", "search",),
)


class PackagesResource(Resource):
    """Bundles of features with their limits."""

    def list(
        self,
        *,
        fields: Sequence[Literal["code", "name", "is_base", "is_stackable", "is_active", "features", "id", "assignments", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["assignments"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "code", "-code", "name", "-name"]] | NotGiven = NOT_GIVEN,
        is_base: bool | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[Package]:
        """List packages.

        Lists the packages of the catalogue, newest first, also those that can no longer be assigned
        (`is_active: false`). What a customer has is in `GET /workspaces/{workspace_id}/packages`
        and `GET /namespaces/{namespace_id}/packages`. Only operators can send
        `include=assignments`; other callers get 403.

        Requires any valid API key.

        Fields of include raise NotIncluded unless asked for: assignments.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        is_base: Returns only entries with this is_base. 1 and 0 are accepted too.
        is_active: Returns only entries with this is_active. 1 and 0 are accepted too.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: Page[Package] = self._client._call(_LIST, (), {
            "fields": fields,
            "include": include,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "is_base": is_base,
            "is_active": is_active,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["code", "name", "is_base", "is_stackable", "is_active", "features", "id", "assignments", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["assignments"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "code", "-code", "name", "-name"]] | NotGiven = NOT_GIVEN,
        is_base: bool | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[Package]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[Package] = self._client._all(_LIST, (), {
            "fields": fields,
            "include": include,
            "per_page": per_page,
            "sort": sort,
            "is_base": is_base,
            "is_active": is_active,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
        }, options)
        return answer


class AsyncPackagesResource(Resource):
    """Bundles of features with their limits."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["code", "name", "is_base", "is_stackable", "is_active", "features", "id", "assignments", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["assignments"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "code", "-code", "name", "-name"]] | NotGiven = NOT_GIVEN,
        is_base: bool | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[Package]:
        """List packages.

        Lists the packages of the catalogue, newest first, also those that can no longer be assigned
        (`is_active: false`). What a customer has is in `GET /workspaces/{workspace_id}/packages`
        and `GET /namespaces/{namespace_id}/packages`. Only operators can send
        `include=assignments`; other callers get 403.

        Requires any valid API key.

        Fields of include raise NotIncluded unless asked for: assignments.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        is_base: Returns only entries with this is_base. 1 and 0 are accepted too.
        is_active: Returns only entries with this is_active. 1 and 0 are accepted too.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: AsyncPage[Package] = await self._client._call(_LIST, (), {
            "fields": fields,
            "include": include,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "is_base": is_base,
            "is_active": is_active,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["code", "name", "is_base", "is_stackable", "is_active", "features", "id", "assignments", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["assignments"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "code", "-code", "name", "-name"]] | NotGiven = NOT_GIVEN,
        is_base: bool | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[Package]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[Package] = self._client._all(_LIST, (), {
            "fields": fields,
            "include": include,
            "per_page": per_page,
            "sort": sort,
            "is_base": is_base,
            "is_active": is_active,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
        }, options)
        return answer
