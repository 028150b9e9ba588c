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
    from ..models import Member

_LIST = Operation(
    "members.list",
    "GET",
    "/workspaces/{workspace_id}/members",
    "page",
    "Member",
    query=("fields", "page", "per_page", "sort", "role", "created_after", "created_before", "updated_after", "updated_before",),
)
_CREATE = Operation("members.create", "POST", "/workspaces/{workspace_id}/members", "data", "Member", body=True)
_UPDATE = Operation("members.update", "PATCH", "/workspaces/{workspace_id}/members/{user_id}", "data", "Member")
_DELETE = Operation("members.delete", "DELETE", "/workspaces/{workspace_id}/members/{user_id}")


class MembersResource(Resource):
    """The users of a workspace, each with a role: owner, admin or member."""

    def list(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["user_id", "name", "email", "role", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "role", "-role"]] | NotGiven = NOT_GIVEN,
        role: Literal["owner", "admin", "member"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[Member]:
        """List the members of a workspace.

        Every member can read the list. To find members by name or email address, use
        `GET /users?search=…`.

        Scope: `read:workspaces`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        role: Returns only entries with this role.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        """
        answer: Page[Member] = self._client._call(_LIST, (workspace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "role": role,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
        }, options)
        return answer

    def all(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["user_id", "name", "email", "role", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "role", "-role"]] | NotGiven = NOT_GIVEN,
        role: Literal["owner", "admin", "member"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[Member]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[Member] = self._client._all(_LIST, (workspace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "role": role,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
        }, options)
        return answer

    def create(
        self,
        workspace_id: str,
        *,
        user_id: str,
        role: Literal["owner", "admin", "member"],
        options: CallOptions | None = None,
    ) -> Member:
        """Add a member without an invitation (operators).

        Other callers invite members with `POST /workspaces/{workspace_id}/invitations`. A user who
        is a member already returns 409. If the plan limits `plinth.members`, a member beyond the
        limit returns 403 `FEATURE_LIMIT_REACHED`. Emits `member.added`.

        Scope: `write:workspaces`.

        For operators only.
        """
        answer: Member = self._client._call(_CREATE, (workspace_id,), {
            "user_id": user_id,
            "role": role,
        }, options)
        return answer

    def update(
        self,
        workspace_id: str,
        user_id: str,
        *,
        role: Literal["owner", "admin", "member"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Member:
        """Update the role of a member.

        Only an owner can add or remove the role owner, and a workspace must keep at least one owner
        (409). The new role applies to every call that begins after the response. The open
        invitations of a demoted member end. If an owner or admin becomes a member, the workspace
        stops paying for the own namespaces of that user. Emits `member.updated`, and
        `namespace.updated` for each for which it paid.

        Scope: `write:workspaces`.

        Role: owner or admin.
        """
        answer: Member = self._client._call(_UPDATE, (workspace_id, user_id), {
            "role": role,
        }, options)
        return answer

    def delete(self, workspace_id: str, user_id: str, *, options: CallOptions | None = None) -> Response:
        """Remove a member, or leave.

        Every member can leave. Only an owner can remove an owner, and a workspace must keep at
        least one owner (409). The API keys of the member in this workspace are revoked before the
        response, and the open invitations of the member end. The user and the own namespaces of the
        user remain; the workspace stops paying for these. Emits `member.removed`, and
        `namespace.updated` for each for which it paid.

        Scope: `delete:workspaces`.

        Role: owner or admin.
        """
        answer: Response = self._client._call(_DELETE, (workspace_id, user_id), {}, options)
        return answer


class AsyncMembersResource(Resource):
    """The users of a workspace, each with a role: owner, admin or member."""

    async def list(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["user_id", "name", "email", "role", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "role", "-role"]] | NotGiven = NOT_GIVEN,
        role: Literal["owner", "admin", "member"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[Member]:
        """List the members of a workspace.

        Every member can read the list. To find members by name or email address, use
        `GET /users?search=…`.

        Scope: `read:workspaces`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        role: Returns only entries with this role.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        """
        answer: AsyncPage[Member] = await self._client._call(_LIST, (workspace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "role": role,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
        }, options)
        return answer

    def all(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["user_id", "name", "email", "role", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "role", "-role"]] | NotGiven = NOT_GIVEN,
        role: Literal["owner", "admin", "member"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[Member]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[Member] = self._client._all(_LIST, (workspace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "role": role,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
        }, options)
        return answer

    async def create(
        self,
        workspace_id: str,
        *,
        user_id: str,
        role: Literal["owner", "admin", "member"],
        options: CallOptions | None = None,
    ) -> Member:
        """Add a member without an invitation (operators).

        Other callers invite members with `POST /workspaces/{workspace_id}/invitations`. A user who
        is a member already returns 409. If the plan limits `plinth.members`, a member beyond the
        limit returns 403 `FEATURE_LIMIT_REACHED`. Emits `member.added`.

        Scope: `write:workspaces`.

        For operators only.
        """
        answer: Member = await self._client._call(_CREATE, (workspace_id,), {
            "user_id": user_id,
            "role": role,
        }, options)
        return answer

    async def update(
        self,
        workspace_id: str,
        user_id: str,
        *,
        role: Literal["owner", "admin", "member"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Member:
        """Update the role of a member.

        Only an owner can add or remove the role owner, and a workspace must keep at least one owner
        (409). The new role applies to every call that begins after the response. The open
        invitations of a demoted member end. If an owner or admin becomes a member, the workspace
        stops paying for the own namespaces of that user. Emits `member.updated`, and
        `namespace.updated` for each for which it paid.

        Scope: `write:workspaces`.

        Role: owner or admin.
        """
        answer: Member = await self._client._call(_UPDATE, (workspace_id, user_id), {
            "role": role,
        }, options)
        return answer

    async def delete(self, workspace_id: str, user_id: str, *, options: CallOptions | None = None) -> Response:
        """Remove a member, or leave.

        Every member can leave. Only an owner can remove an owner, and a workspace must keep at
        least one owner (409). The API keys of the member in this workspace are revoked before the
        response, and the open invitations of the member end. The user and the own namespaces of the
        user remain; the workspace stops paying for these. Emits `member.removed`, and
        `namespace.updated` for each for which it paid.

        Scope: `delete:workspaces`.

        Role: owner or admin.
        """
        answer: Response = await self._client._call(_DELETE, (workspace_id, user_id), {}, options)
        return answer
