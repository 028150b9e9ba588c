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
    from ..._response import Response
    from ..._settings import CallOptions
    from ..models import LiveSession, Session

_CREATE = Operation("sessions.create", "POST", "/sessions", "data", "Session")
_LIST = Operation(
    "sessions.list",
    "GET",
    "/sessions",
    "page",
    "LiveSession",
    query=("fields", "page", "per_page", "sort", "key_id", "created_after", "created_before", "search",),
)
_CURRENT = Operation("sessions.current", "GET", "/session", "data", "Session", query=("fields",))
_END_CURRENT = Operation("sessions.end-current", "DELETE", "/session")
_END = Operation("sessions.end", "DELETE", "/sessions/{session_id}")


class SessionsResource(Resource):
    """Sign in to the web console, and sign out. Each session acts for one key."""

    def create(self, *, code: str | NotGiven = NOT_GIVEN, options: CallOptions | None = None) -> Session:
        """Sign in to the console.

        For pages of this server. Starts a session and sets its cookie. The session acts for the key
        in the header, or for the key that made the sign-in link of `code`. The session has the
        scopes, role and addresses of the key and ends with it, after 12 hours, or after 60 minutes
        without use. The request needs the header `X-Plinth-Page: console` and must not come from
        another origin.

        Requires any valid API key, or a code.

        code: Code of a sign-in link. It works once.
        """
        answer: Session = self._client._call(_CREATE, (), {
            "code": code,
        }, options)
        return answer

    def list(
        self,
        *,
        fields: Sequence[Literal["id", "kind", "actor", "key", "workspace_id", "created_at", "last_used_at", "expires_at", "idle_expires_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "last_used_at", "-last_used_at"]] | NotGiven = NOT_GIVEN,
        key_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[LiveSession]:
        """List sessions of the console that have not ended.

        Lists the sessions of all keys, those of workspaces too. A session that has expired, or was
        idle for 60 minutes, is not listed.

        An operator key with the scope `read:api-keys`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        key_id: Returns only entries with this key_id.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: Page[LiveSession] = self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "key_id": key_id,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "kind", "actor", "key", "workspace_id", "created_at", "last_used_at", "expires_at", "idle_expires_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "last_used_at", "-last_used_at"]] | NotGiven = NOT_GIVEN,
        key_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[LiveSession]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[LiveSession] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "key_id": key_id,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def current(
        self,
        *,
        fields: Sequence[Literal["id", "kind", "actor", "key", "workspace_id", "role", "scopes", "expires_at", "idle_expires_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Session:
        """Read your session, or your key.

        Describes the session of the cookie, or the key in the header.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        """
        answer: Session = self._client._call(_CURRENT, (), {
            "fields": fields,
        }, options)
        return answer

    def end_current(self, *, options: CallOptions | None = None) -> Response:
        """Sign out of the console.

        Ends the session of the cookie and clears the cookie. A request with a key in the header
        ends no session.

        Requires any valid API key.
        """
        answer: Response = self._client._call(_END_CURRENT, (), {}, options)
        return answer

    def end(self, session_id: str, *, options: CallOptions | None = None) -> Response:
        """End a session of the console immediately.

        The next request of the session gets 401, at every gateway. The key of the session stays
        valid. A session that has ended returns 404.

        An operator key with the scope `delete:api-keys`.
        """
        answer: Response = self._client._call(_END, (session_id,), {}, options)
        return answer


class AsyncSessionsResource(Resource):
    """Sign in to the web console, and sign out. Each session acts for one key."""

    async def create(self, *, code: str | NotGiven = NOT_GIVEN, options: CallOptions | None = None) -> Session:
        """Sign in to the console.

        For pages of this server. Starts a session and sets its cookie. The session acts for the key
        in the header, or for the key that made the sign-in link of `code`. The session has the
        scopes, role and addresses of the key and ends with it, after 12 hours, or after 60 minutes
        without use. The request needs the header `X-Plinth-Page: console` and must not come from
        another origin.

        Requires any valid API key, or a code.

        code: Code of a sign-in link. It works once.
        """
        answer: Session = await self._client._call(_CREATE, (), {
            "code": code,
        }, options)
        return answer

    async def list(
        self,
        *,
        fields: Sequence[Literal["id", "kind", "actor", "key", "workspace_id", "created_at", "last_used_at", "expires_at", "idle_expires_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "last_used_at", "-last_used_at"]] | NotGiven = NOT_GIVEN,
        key_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[LiveSession]:
        """List sessions of the console that have not ended.

        Lists the sessions of all keys, those of workspaces too. A session that has expired, or was
        idle for 60 minutes, is not listed.

        An operator key with the scope `read:api-keys`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        key_id: Returns only entries with this key_id.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: AsyncPage[LiveSession] = await self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "key_id": key_id,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "kind", "actor", "key", "workspace_id", "created_at", "last_used_at", "expires_at", "idle_expires_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "last_used_at", "-last_used_at"]] | NotGiven = NOT_GIVEN,
        key_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[LiveSession]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[LiveSession] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "key_id": key_id,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    async def current(
        self,
        *,
        fields: Sequence[Literal["id", "kind", "actor", "key", "workspace_id", "role", "scopes", "expires_at", "idle_expires_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Session:
        """Read your session, or your key.

        Describes the session of the cookie, or the key in the header.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        """
        answer: Session = await self._client._call(_CURRENT, (), {
            "fields": fields,
        }, options)
        return answer

    async def end_current(self, *, options: CallOptions | None = None) -> Response:
        """Sign out of the console.

        Ends the session of the cookie and clears the cookie. A request with a key in the header
        ends no session.

        Requires any valid API key.
        """
        answer: Response = await self._client._call(_END_CURRENT, (), {}, options)
        return answer

    async def end(self, session_id: str, *, options: CallOptions | None = None) -> Response:
        """End a session of the console immediately.

        The next request of the session gets 401, at every gateway. The key of the session stays
        valid. A session that has ended returns 404.

        An operator key with the scope `delete:api-keys`.
        """
        answer: Response = await self._client._call(_END, (session_id,), {}, options)
        return answer
