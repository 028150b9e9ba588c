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
    from ..models import Feature

_LIST = Operation(
    "features.list",
    "GET",
    "/features",
    "page",
    "Feature",
    query=("fields", "page", "per_page", "sort", "type", "is_active", "created_after", "created_before", "updated_after", "updated_before", "search",),
)


class FeaturesResource(Resource):
    """Features that packages grant: boolean, limited or unlimited."""

    def list(
        self,
        *,
        fields: Sequence[Literal["code", "name", "type", "unit", "reset", "rolling_days", "parent", "is_active", "id", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "code", "-code", "name", "-name"]] | NotGiven = NOT_GIVEN,
        type: Literal["boolean", "limit", "unlimited"] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[Feature]:
        """List features.

        Lists the features of the catalogue, newest first, also those that are turned off
        (`is_active: false`). What a customer has is in
        `GET /namespaces/{namespace_id}/entitlements`.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        type: Returns only entries with this type.
        is_active: Returns only entries with this is_active. 1 and 0 are accepted too.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: Page[Feature] = self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "type": type,
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
        fields: Sequence[Literal["code", "name", "type", "unit", "reset", "rolling_days", "parent", "is_active", "id", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "code", "-code", "name", "-name"]] | NotGiven = NOT_GIVEN,
        type: Literal["boolean", "limit", "unlimited"] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[Feature]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[Feature] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "type": type,
            "is_active": is_active,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
        }, options)
        return answer


class AsyncFeaturesResource(Resource):
    """Features that packages grant: boolean, limited or unlimited."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["code", "name", "type", "unit", "reset", "rolling_days", "parent", "is_active", "id", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "code", "-code", "name", "-name"]] | NotGiven = NOT_GIVEN,
        type: Literal["boolean", "limit", "unlimited"] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[Feature]:
        """List features.

        Lists the features of the catalogue, newest first, also those that are turned off
        (`is_active: false`). What a customer has is in
        `GET /namespaces/{namespace_id}/entitlements`.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        type: Returns only entries with this type.
        is_active: Returns only entries with this is_active. 1 and 0 are accepted too.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: AsyncPage[Feature] = await self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "type": type,
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
        fields: Sequence[Literal["code", "name", "type", "unit", "reset", "rolling_days", "parent", "is_active", "id", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "code", "-code", "name", "-name"]] | NotGiven = NOT_GIVEN,
        type: Literal["boolean", "limit", "unlimited"] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[Feature]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[Feature] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "type": type,
            "is_active": is_active,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
        }, options)
        return answer
