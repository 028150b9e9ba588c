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
    from ..models import FoundRequest, LoggedRequest

_LIST = Operation(
    "requests.list",
    "GET",
    "/requests",
    "page",
    "LoggedRequest",
    query=("fields", "per_page", "cursor", "sort", "method", "operation", "status", "code", "key_id", "session_id", "user_id", "feature", "is_refused", "created_after", "created_before", "all_workspaces",),
    cursor=True,
)
_LIST_BY_ID = Operation(
    "requests.list-by-id",
    "GET",
    "/requests/{request_id}",
    "page",
    "FoundRequest",
    query=("fields", "per_page", "cursor", "sort",),
    cursor=True,
)


class RequestsResource(Resource):
    """Single calls of the API: who called, how it ended and why."""

    def list(
        self,
        *,
        fields: Sequence[Literal["id", "request_id", "at", "method", "path", "operation", "status", "code", "duration_ms", "key_id", "session_id", "user_id", "actor", "workspace_id", "namespace_id", "is_replayed", "limited_by", "decision", "omitted"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        method: Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] | NotGiven = NOT_GIVEN,
        operation: str | NotGiven = NOT_GIVEN,
        status: int | NotGiven = NOT_GIVEN,
        code: str | NotGiven = NOT_GIVEN,
        key_id: str | NotGiven = NOT_GIVEN,
        session_id: str | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        is_refused: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[LoggedRequest]:
        """List single calls, newest first.

        Calls appear within 5 seconds and are kept for 7 days (`TENANCY_REQUEST_LOG_DAYS`). The
        setting `GATEWAY_REQUEST_LOG` says which calls are recorded; by default errors, writes and
        refusals by the plan. Bodies, query strings, keys and addresses are never recorded. With a
        filter, a page searches at most 10,000 calls: it may have fewer entries than `per_page`, or
        none, and still a `next_cursor`. If an operator names no workspace, the list has the calls
        that name no workspace.

        Scope: `read:usage`.

        fields: Returns only these fields, and the ID.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        method: Returns only entries with this method.
        operation: Returns only entries with this operation.
        status: Returns only entries with this status.
        code: Returns only entries with this code.
        key_id: Returns only entries with this key_id.
        session_id: Returns only entries with this session_id.
        user_id: Returns only entries with this user_id.
        feature: The feature that the plan refused.
        is_refused: The plan refused the call.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        all_workspaces: Operators only: true returns the calls in every workspace, and in none.
        """
        answer: Page[LoggedRequest] = self._client._call(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "method": method,
            "operation": operation,
            "status": status,
            "code": code,
            "key_id": key_id,
            "session_id": session_id,
            "user_id": user_id,
            "feature": feature,
            "is_refused": is_refused,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "request_id", "at", "method", "path", "operation", "status", "code", "duration_ms", "key_id", "session_id", "user_id", "actor", "workspace_id", "namespace_id", "is_replayed", "limited_by", "decision", "omitted"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        method: Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] | NotGiven = NOT_GIVEN,
        operation: str | NotGiven = NOT_GIVEN,
        status: int | NotGiven = NOT_GIVEN,
        code: str | NotGiven = NOT_GIVEN,
        key_id: str | NotGiven = NOT_GIVEN,
        session_id: str | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        is_refused: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[LoggedRequest]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: Iterator[LoggedRequest] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "method": method,
            "operation": operation,
            "status": status,
            "code": code,
            "key_id": key_id,
            "session_id": session_id,
            "user_id": user_id,
            "feature": feature,
            "is_refused": is_refused,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def list_by_id(
        self,
        request_id: str,
        *,
        fields: Sequence[Literal["id", "request_id", "at", "method", "path", "operation", "status", "code", "duration_ms", "key_id", "session_id", "user_id", "actor", "workspace_id", "namespace_id", "is_replayed", "limited_by", "decision", "omitted", "changed", "event_ids"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[FoundRequest]:
        """Find calls by their request id.

        Returns a list, newest first, because callers choose request ids and may repeat them. If an
        operator names no workspace, the calls of all workspaces are searched, of at most 100.

        Scope: `read:usage`.

        fields: Returns only these fields, and the ID.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        """
        answer: Page[FoundRequest] = self._client._call(_LIST_BY_ID, (request_id,), {
            "fields": fields,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
        }, options)
        return answer

    def all_by_id(
        self,
        request_id: str,
        *,
        fields: Sequence[Literal["id", "request_id", "at", "method", "path", "operation", "status", "code", "duration_ms", "key_id", "session_id", "user_id", "actor", "workspace_id", "namespace_id", "is_replayed", "limited_by", "decision", "omitted", "changed", "event_ids"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[FoundRequest]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: Iterator[FoundRequest] = self._client._all(_LIST_BY_ID, (request_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
        }, options)
        return answer


class AsyncRequestsResource(Resource):
    """Single calls of the API: who called, how it ended and why."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["id", "request_id", "at", "method", "path", "operation", "status", "code", "duration_ms", "key_id", "session_id", "user_id", "actor", "workspace_id", "namespace_id", "is_replayed", "limited_by", "decision", "omitted"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        method: Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] | NotGiven = NOT_GIVEN,
        operation: str | NotGiven = NOT_GIVEN,
        status: int | NotGiven = NOT_GIVEN,
        code: str | NotGiven = NOT_GIVEN,
        key_id: str | NotGiven = NOT_GIVEN,
        session_id: str | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        is_refused: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[LoggedRequest]:
        """List single calls, newest first.

        Calls appear within 5 seconds and are kept for 7 days (`TENANCY_REQUEST_LOG_DAYS`). The
        setting `GATEWAY_REQUEST_LOG` says which calls are recorded; by default errors, writes and
        refusals by the plan. Bodies, query strings, keys and addresses are never recorded. With a
        filter, a page searches at most 10,000 calls: it may have fewer entries than `per_page`, or
        none, and still a `next_cursor`. If an operator names no workspace, the list has the calls
        that name no workspace.

        Scope: `read:usage`.

        fields: Returns only these fields, and the ID.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        method: Returns only entries with this method.
        operation: Returns only entries with this operation.
        status: Returns only entries with this status.
        code: Returns only entries with this code.
        key_id: Returns only entries with this key_id.
        session_id: Returns only entries with this session_id.
        user_id: Returns only entries with this user_id.
        feature: The feature that the plan refused.
        is_refused: The plan refused the call.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        all_workspaces: Operators only: true returns the calls in every workspace, and in none.
        """
        answer: AsyncPage[LoggedRequest] = await self._client._call(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "method": method,
            "operation": operation,
            "status": status,
            "code": code,
            "key_id": key_id,
            "session_id": session_id,
            "user_id": user_id,
            "feature": feature,
            "is_refused": is_refused,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "request_id", "at", "method", "path", "operation", "status", "code", "duration_ms", "key_id", "session_id", "user_id", "actor", "workspace_id", "namespace_id", "is_replayed", "limited_by", "decision", "omitted"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        method: Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] | NotGiven = NOT_GIVEN,
        operation: str | NotGiven = NOT_GIVEN,
        status: int | NotGiven = NOT_GIVEN,
        code: str | NotGiven = NOT_GIVEN,
        key_id: str | NotGiven = NOT_GIVEN,
        session_id: str | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        feature: str | NotGiven = NOT_GIVEN,
        is_refused: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[LoggedRequest]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: AsyncIterator[LoggedRequest] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "method": method,
            "operation": operation,
            "status": status,
            "code": code,
            "key_id": key_id,
            "session_id": session_id,
            "user_id": user_id,
            "feature": feature,
            "is_refused": is_refused,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    async def list_by_id(
        self,
        request_id: str,
        *,
        fields: Sequence[Literal["id", "request_id", "at", "method", "path", "operation", "status", "code", "duration_ms", "key_id", "session_id", "user_id", "actor", "workspace_id", "namespace_id", "is_replayed", "limited_by", "decision", "omitted", "changed", "event_ids"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[FoundRequest]:
        """Find calls by their request id.

        Returns a list, newest first, because callers choose request ids and may repeat them. If an
        operator names no workspace, the calls of all workspaces are searched, of at most 100.

        Scope: `read:usage`.

        fields: Returns only these fields, and the ID.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        """
        answer: AsyncPage[FoundRequest] = await self._client._call(_LIST_BY_ID, (request_id,), {
            "fields": fields,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
        }, options)
        return answer

    def all_by_id(
        self,
        request_id: str,
        *,
        fields: Sequence[Literal["id", "request_id", "at", "method", "path", "operation", "status", "code", "duration_ms", "key_id", "session_id", "user_id", "actor", "workspace_id", "namespace_id", "is_replayed", "limited_by", "decision", "omitted", "changed", "event_ids"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[FoundRequest]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: AsyncIterator[FoundRequest] = self._client._all(_LIST_BY_ID, (request_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
        }, options)
        return answer
