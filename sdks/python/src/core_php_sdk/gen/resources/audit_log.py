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
    from ..models import AuditEntry, AuditHead

_LIST = Operation(
    "audit-log.list",
    "GET",
    "/audit-log",
    "page",
    "AuditEntry",
    query=("fields", "per_page", "cursor", "sort", "action", "actor_id", "target_id", "request_id", "created_after", "created_before", "all_workspaces",),
    cursor=True,
)
_EXPORT = Operation(
    "audit-log.export",
    "GET",
    "/audit-log/export",
    "lines",
    None,
    query=("from", "to", "all_workspaces",),
)
_LIST_SEALS = Operation(
    "audit-log.list-seals",
    "GET",
    "/audit-log/seals",
    "page",
    "AuditHead",
    query=("fields", "page", "per_page", "sort", "created_after", "created_before",),
)


class AuditLogResource(Resource):
    """Every change, with its actor, time and origin. Entries cannot be changed."""

    def list(
        self,
        *,
        fields: Sequence[Literal["id", "at", "action", "workspace_id", "namespace_id", "actor", "target", "changes", "request_id", "idempotency_key", "ip", "user_agent"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        action: str | NotGiven = NOT_GIVEN,
        actor_id: str | NotGiven = NOT_GIVEN,
        target_id: str | NotGiven = NOT_GIVEN,
        request_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[AuditEntry]:
        """List the audit log, newest first.

        Owners and admins read the entries of their workspace. Entries remain after their target is
        deleted. If an operator names no workspace, the list has the entries that belong to no
        workspace, such as changes of the catalogue. A page has at most 1 MiB of changes, and may
        end before `per_page` entries. With `all_workspaces`, a page under the filters `action` and
        `actor_id` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none,
        and still a `next_cursor`.

        Scope: `read:audit-log`.

        Role: owner or admin.

        fields: Returns only these fields, and the ID.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        action: Returns only entries with this action.
        actor_id: Returns only entries with this actor_id.
        target_id: Returns only entries with this target_id.
        request_id: Returns only entries with this request_id.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        all_workspaces: Operators only: true returns the entries of every workspace, and of none.
        """
        answer: Page[AuditEntry] = self._client._call(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "action": action,
            "actor_id": actor_id,
            "target_id": target_id,
            "request_id": request_id,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "at", "action", "workspace_id", "namespace_id", "actor", "target", "changes", "request_id", "idempotency_key", "ip", "user_agent"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        action: str | NotGiven = NOT_GIVEN,
        actor_id: str | NotGiven = NOT_GIVEN,
        target_id: str | NotGiven = NOT_GIVEN,
        request_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[AuditEntry]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: Iterator[AuditEntry] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "action": action,
            "actor_id": actor_id,
            "target_id": target_id,
            "request_id": request_id,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def export(
        self,
        *,
        from_: datetime | str | date | NotGiven = NOT_GIVEN,
        to: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[str]:
        """Export the audit log as lines of JSON.

        Every entry from `from` to `to`, oldest first, one JSON object in each line: the entry as in
        the list, with `position`, `previous_seal` and `seal` at its end. The last line,
        `{"export": {"complete": true, "entries": N, …}}`, says that the export is complete: an
        export without this line was cut off. A change whose event reaches the log more than 10
        seconds late is in a later export. The export itself becomes an entry.

        HEAD is not supported.

        Scope: `read:audit-log`.

        Role: owner or admin.

        from_: Start of the export. Default: the time of the oldest entry.
        to: End of the export. Default: 10 seconds ago.
        all_workspaces: Operators only: true returns the entries of every workspace, and of none.
        """
        answer: Iterator[str] = self._client._lines(_EXPORT, (), {
            "from": from_,
            "to": to,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def list_seals(
        self,
        *,
        fields: Sequence[Literal["day", "month", "position", "seal", "entry_id", "sealed_at", "reported_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[AuditHead]:
        """List the last seal of each day.

        Entries are sealed in order into a hash chain for each month. Store the heads of ended days
        outside Plinth: they prove later that no entry before them was changed.

        An operator key with the scope `read:audit-log`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: Page[AuditHead] = self._client._call(_LIST_SEALS, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all_seals(
        self,
        *,
        fields: Sequence[Literal["day", "month", "position", "seal", "entry_id", "sealed_at", "reported_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[AuditHead]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[AuditHead] = self._client._all(_LIST_SEALS, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer


class AsyncAuditLogResource(Resource):
    """Every change, with its actor, time and origin. Entries cannot be changed."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["id", "at", "action", "workspace_id", "namespace_id", "actor", "target", "changes", "request_id", "idempotency_key", "ip", "user_agent"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        cursor: str | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        action: str | NotGiven = NOT_GIVEN,
        actor_id: str | NotGiven = NOT_GIVEN,
        target_id: str | NotGiven = NOT_GIVEN,
        request_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[AuditEntry]:
        """List the audit log, newest first.

        Owners and admins read the entries of their workspace. Entries remain after their target is
        deleted. If an operator names no workspace, the list has the entries that belong to no
        workspace, such as changes of the catalogue. A page has at most 1 MiB of changes, and may
        end before `per_page` entries. With `all_workspaces`, a page under the filters `action` and
        `actor_id` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none,
        and still a `next_cursor`.

        Scope: `read:audit-log`.

        Role: owner or admin.

        fields: Returns only these fields, and the ID.
        per_page: Entries per page. Values above 100 count as 100.
        cursor: `next_cursor` of the previous page, or empty for the first page.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        action: Returns only entries with this action.
        actor_id: Returns only entries with this actor_id.
        target_id: Returns only entries with this target_id.
        request_id: Returns only entries with this request_id.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        all_workspaces: Operators only: true returns the entries of every workspace, and of none.
        """
        answer: AsyncPage[AuditEntry] = await self._client._call(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "cursor": cursor,
            "sort": sort,
            "action": action,
            "actor_id": actor_id,
            "target_id": target_id,
            "request_id": request_id,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "at", "action", "workspace_id", "namespace_id", "actor", "target", "changes", "request_id", "idempotency_key", "ip", "user_agent"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        action: str | NotGiven = NOT_GIVEN,
        actor_id: str | NotGiven = NOT_GIVEN,
        target_id: str | NotGiven = NOT_GIVEN,
        request_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[AuditEntry]:
        """Everything of the list, fetched 100 at a time while you iterate.

        It goes by cursor: rows made meanwhile disturb nothing.
        """
        answer: AsyncIterator[AuditEntry] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "action": action,
            "actor_id": actor_id,
            "target_id": target_id,
            "request_id": request_id,
            "created_after": created_after,
            "created_before": created_before,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    def export(
        self,
        *,
        from_: datetime | str | date | NotGiven = NOT_GIVEN,
        to: datetime | str | date | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[str]:
        """Export the audit log as lines of JSON.

        Every entry from `from` to `to`, oldest first, one JSON object in each line: the entry as in
        the list, with `position`, `previous_seal` and `seal` at its end. The last line,
        `{"export": {"complete": true, "entries": N, …}}`, says that the export is complete: an
        export without this line was cut off. A change whose event reaches the log more than 10
        seconds late is in a later export. The export itself becomes an entry.

        HEAD is not supported.

        Scope: `read:audit-log`.

        Role: owner or admin.

        from_: Start of the export. Default: the time of the oldest entry.
        to: End of the export. Default: 10 seconds ago.
        all_workspaces: Operators only: true returns the entries of every workspace, and of none.
        """
        answer: AsyncIterator[str] = self._client._lines(_EXPORT, (), {
            "from": from_,
            "to": to,
            "all_workspaces": all_workspaces,
        }, options)
        return answer

    async def list_seals(
        self,
        *,
        fields: Sequence[Literal["day", "month", "position", "seal", "entry_id", "sealed_at", "reported_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[AuditHead]:
        """List the last seal of each day.

        Entries are sealed in order into a hash chain for each month. Store the heads of ended days
        outside Plinth: they prove later that no entry before them was changed.

        An operator key with the scope `read:audit-log`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: AsyncPage[AuditHead] = await self._client._call(_LIST_SEALS, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all_seals(
        self,
        *,
        fields: Sequence[Literal["day", "month", "position", "seal", "entry_id", "sealed_at", "reported_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at"]] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[AuditHead]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[AuditHead] = self._client._all(_LIST_SEALS, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer
