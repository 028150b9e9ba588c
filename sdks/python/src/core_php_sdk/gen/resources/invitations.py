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
    from ..models import Invitation, InvitationWithToken, Membership

_LIST = Operation(
    "invitations.list",
    "GET",
    "/workspaces/{workspace_id}/invitations",
    "page",
    "Invitation",
    query=("fields", "page", "per_page", "sort", "email", "role", "created_after", "created_before", "search",),
)
_CREATE = Operation(
    "invitations.create",
    "POST",
    "/workspaces/{workspace_id}/invitations",
    "data",
    "InvitationWithToken",
    body=True,
)
_DELETE = Operation("invitations.delete", "DELETE", "/workspaces/{workspace_id}/invitations/{invitation_id}")
_ACCEPT = Operation("invitations.accept", "POST", "/invitations/accept", "data", "Membership", body=True)


class InvitationsResource(Resource):
    """Invitations to join a workspace. Plinth sends no mail: the inviting user receives the token and passes it on."""

    def list(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["id", "email", "role", "invited_by", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "expires_at", "-expires_at", "email", "-email", "role", "-role"]] | NotGiven = NOT_GIVEN,
        email: str | NotGiven = NOT_GIVEN,
        role: Literal["owner", "admin", "member"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[Invitation]:
        """List the open invitations of a workspace.

        An invitation is open until it is accepted or revoked, or expires. The list has no tokens:
        to get a new token, invite the address again.

        Scope: `read:workspaces`.

        Role: owner or admin.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        email: Returns only entries with this email.
        role: Returns only entries with this role.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: Page[Invitation] = self._client._call(_LIST, (workspace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "email": email,
            "role": role,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def all(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["id", "email", "role", "invited_by", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "expires_at", "-expires_at", "email", "-email", "role", "-role"]] | NotGiven = NOT_GIVEN,
        email: str | NotGiven = NOT_GIVEN,
        role: Literal["owner", "admin", "member"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[Invitation]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[Invitation] = self._client._all(_LIST, (workspace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "email": email,
            "role": role,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def create(
        self,
        workspace_id: str,
        *,
        email: str,
        role: Literal["owner", "admin", "member"],
        options: CallOptions | None = None,
    ) -> InvitationWithToken:
        """Invite a person by email address; the token is shown only once.

        Plinth sends no mail: pass the token on. The token is valid for 7 days. Inviting an address
        again renews its invitation and invalidates the previous token; only an owner can invite an
        owner or renew the invitation of one. The invitation ends if the inviting user is removed,
        demoted, suspended or deleted.

        Scope: `write:workspaces`.

        Role: owner or admin.
        """
        answer: InvitationWithToken = self._client._call(_CREATE, (workspace_id,), {
            "email": email,
            "role": role,
        }, options)
        return answer

    def delete(self, workspace_id: str, invitation_id: str, *, options: CallOptions | None = None) -> Response:
        """Revoke an open invitation.

        Its token stops working. Only an owner can revoke the invitation of an owner. An invitation
        that was accepted or has expired returns 404. Emits `member.invitation_revoked`.

        Scope: `delete:workspaces`.

        Role: owner or admin.
        """
        answer: Response = self._client._call(_DELETE, (workspace_id, invitation_id), {}, options)
        return answer

    def accept(
        self,
        *,
        token: str,
        user_id: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Membership:
        """Accept an invitation.

        Only the user whose `email` the invitation names can accept it; a `pending_email` does not
        count. An invitation of an operator verifies the address. Accepting again returns the same
        membership. Returns 404 for a token that is unknown, invalidated, expired or for another
        address.

        Scope: `write:workspaces`.

        token: The token that the user received.
        user_id: User for whom an operator accepts. Only operators can name another user.
        """
        answer: Membership = self._client._call(_ACCEPT, (), {
            "token": token,
            "user_id": user_id,
        }, options)
        return answer


class AsyncInvitationsResource(Resource):
    """Invitations to join a workspace. Plinth sends no mail: the inviting user receives the token and passes it on."""

    async def list(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["id", "email", "role", "invited_by", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "expires_at", "-expires_at", "email", "-email", "role", "-role"]] | NotGiven = NOT_GIVEN,
        email: str | NotGiven = NOT_GIVEN,
        role: Literal["owner", "admin", "member"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[Invitation]:
        """List the open invitations of a workspace.

        An invitation is open until it is accepted or revoked, or expires. The list has no tokens:
        to get a new token, invite the address again.

        Scope: `read:workspaces`.

        Role: owner or admin.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        email: Returns only entries with this email.
        role: Returns only entries with this role.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: AsyncPage[Invitation] = await self._client._call(_LIST, (workspace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "email": email,
            "role": role,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def all(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["id", "email", "role", "invited_by", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "expires_at", "-expires_at", "email", "-email", "role", "-role"]] | NotGiven = NOT_GIVEN,
        email: str | NotGiven = NOT_GIVEN,
        role: Literal["owner", "admin", "member"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[Invitation]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[Invitation] = self._client._all(_LIST, (workspace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "email": email,
            "role": role,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    async def create(
        self,
        workspace_id: str,
        *,
        email: str,
        role: Literal["owner", "admin", "member"],
        options: CallOptions | None = None,
    ) -> InvitationWithToken:
        """Invite a person by email address; the token is shown only once.

        Plinth sends no mail: pass the token on. The token is valid for 7 days. Inviting an address
        again renews its invitation and invalidates the previous token; only an owner can invite an
        owner or renew the invitation of one. The invitation ends if the inviting user is removed,
        demoted, suspended or deleted.

        Scope: `write:workspaces`.

        Role: owner or admin.
        """
        answer: InvitationWithToken = await self._client._call(_CREATE, (workspace_id,), {
            "email": email,
            "role": role,
        }, options)
        return answer

    async def delete(self, workspace_id: str, invitation_id: str, *, options: CallOptions | None = None) -> Response:
        """Revoke an open invitation.

        Its token stops working. Only an owner can revoke the invitation of an owner. An invitation
        that was accepted or has expired returns 404. Emits `member.invitation_revoked`.

        Scope: `delete:workspaces`.

        Role: owner or admin.
        """
        answer: Response = await self._client._call(_DELETE, (workspace_id, invitation_id), {}, options)
        return answer

    async def accept(
        self,
        *,
        token: str,
        user_id: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Membership:
        """Accept an invitation.

        Only the user whose `email` the invitation names can accept it; a `pending_email` does not
        count. An invitation of an operator verifies the address. Accepting again returns the same
        membership. Returns 404 for a token that is unknown, invalidated, expired or for another
        address.

        Scope: `write:workspaces`.

        token: The token that the user received.
        user_id: User for whom an operator accepts. Only operators can name another user.
        """
        answer: Membership = await self._client._call(_ACCEPT, (), {
            "token": token,
            "user_id": user_id,
        }, options)
        return answer
