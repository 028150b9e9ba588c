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
    from ..inputs import BatchItemCreate, BatchItemDelete, BatchItemUpdate
    from ..models import BatchUsers, EmailVerification, User, UserMembership

_LIST = Operation(
    "users.list",
    "GET",
    "/users",
    "page",
    "User",
    query=("fields", "page", "per_page", "sort", "tier", "status", "created_after", "created_before", "updated_after", "updated_before", "search",),
)
_CREATE = Operation("users.create", "POST", "/users", "data", "User", body=True)
_CURRENT = Operation("users.current", "GET", "/user", "data", "User", query=("fields",))
_GET = Operation("users.get", "GET", "/users/{user_id}", "data", "User", query=("fields",))
_UPDATE = Operation("users.update", "PATCH", "/users/{user_id}", "data", "User")
_DELETE = Operation("users.delete", "DELETE", "/users/{user_id}")
_CREATE_EMAIL_VERIFICATION = Operation(
    "users.create-email-verification",
    "POST",
    "/users/{user_id}/email-verification",
    "data",
    "EmailVerification",
)
_VERIFY_EMAIL = Operation("users.verify-email", "POST", "/user/email-verification", "data", "User", body=True)
_SUSPEND = Operation("users.suspend", "POST", "/users/{user_id}/suspend", "data", "User")
_REACTIVATE = Operation("users.reactivate", "POST", "/users/{user_id}/reactivate", "data", "User")
_LIST_MEMBERSHIPS = Operation(
    "users.list-memberships",
    "GET",
    "/users/{user_id}/memberships",
    "page",
    "UserMembership",
    query=("fields", "page", "per_page", "sort", "status", "created_after", "created_before", "search",),
)
_BATCH = Operation("users.batch", "POST", "/users/batch", "bare", "BatchUsers", body=True)


class UsersResource(Resource):
    """People. Users belong to workspaces as members."""

    def list(
        self,
        *,
        fields: Sequence[Literal["id", "name", "email", "tier", "email_verified_at", "pending_email", "status", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "email", "-email"]] | NotGiven = NOT_GIVEN,
        tier: str | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[User]:
        """List the members of the workspace.

        In a workspace with more than 200,000 members, pages beyond the first 10,000 entries are
        refused (400). `GET /workspaces/{workspace_id}/members` has no such end.

        Scope: `read:users`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        tier: Returns only entries with this tier.
        status: Returns only entries with this status.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: Page[User] = self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "tier": tier,
            "status": status,
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
        fields: Sequence[Literal["id", "name", "email", "tier", "email_verified_at", "pending_email", "status", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "email", "-email"]] | NotGiven = NOT_GIVEN,
        tier: str | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[User]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[User] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "tier": tier,
            "status": status,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
        }, options)
        return answer

    def create(
        self,
        *,
        name: str,
        email: str,
        tier: Literal["free", "pro", "business", "enterprise"] | NotGiven = NOT_GIVEN,
        email_verified: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> User:
        """Create a user (operators).

        A new user belongs to no workspace and has no key: an operator adds the user as a member,
        and creates a key with `user_id`. Another user with the same address returns 409; upper and
        lower case make no difference. An address counts as unverified unless `email_verified` is
        true.

        Scope: `write:users`.

        For operators only.

        tier: A package of this code, if there is one, grants boolean features in the own namespaces
        of the user. Default: `free`.
        email_verified: For operators only: true if the address belongs to the user. Another user
        who has it unverified loses it and gets an address under `unproven.invalid`.
        """
        answer: User = self._client._call(_CREATE, (), {
            "name": name,
            "email": email,
            "tier": tier,
            "email_verified": email_verified,
        }, options)
        return answer

    def current(
        self,
        *,
        fields: Sequence[Literal["id", "name", "email", "tier", "email_verified_at", "pending_email", "status", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> User:
        """Read the user of the API key.

        An operator key has no user and returns 404. The keys of a suspended workspace can still
        call this operation.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        """
        answer: User = self._client._call(_CURRENT, (), {
            "fields": fields,
        }, options)
        return answer

    def get(
        self,
        user_id: str,
        *,
        fields: Sequence[Literal["id", "name", "email", "tier", "email_verified_at", "pending_email", "status", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> User:
        """Read a user.

        You can read yourself and the members of the workspace in which your key acts; every other
        user returns 404. Operators can read every user. Only the user and operators see
        `pending_email`.

        Scope: `read:users`.

        fields: Returns only these fields, and the ID.
        """
        answer: User = self._client._call(_GET, (user_id,), {
            "fields": fields,
        }, options)
        return answer

    def update(
        self,
        user_id: str,
        *,
        name: str | NotGiven = NOT_GIVEN,
        email: str | NotGiven = NOT_GIVEN,
        email_verified: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> User:
        """Update a user.

        If a user changes their own `email`, the new address is `pending_email` until a token that
        was sent to it verifies it: `POST /user/email-verification`. Sending the current address
        cancels the pending change.

        Scope: `write:users`.

        For the user concerned and operators only.

        email_verified: For operators only: true if the address belongs to the user. Another user
        who has it unverified loses it and gets an address under `unproven.invalid`.
        """
        answer: User = self._client._call(_UPDATE, (user_id,), {
            "name": name,
            "email": email,
            "email_verified": email_verified,
        }, options)
        return answer

    def delete(self, user_id: str, *, options: CallOptions | None = None) -> Response:
        """Delete a user (operators).

        Deletes the name and the address; entries of the audit log keep former ones until they are
        removed. Ends the keys, memberships and own namespaces of the user, and the invitations that
        the user created. Returns 409 for the last owner of a workspace. The keys stop working
        before the response. If the services cannot reach each other, the name and the address are
        deleted as soon as they can.

        Scope: `delete:users`.

        For operators only.
        """
        answer: Response = self._client._call(_DELETE, (user_id,), {}, options)
        return answer

    def create_email_verification(self, user_id: str, *, options: CallOptions | None = None) -> EmailVerification:
        """Create the token that verifies an email address (operators).

        The token is for `pending_email`, or else for an unverified `email`. Plinth sends no mail:
        send the token to that address. The token is valid for 24 hours, until the user changes the
        address or a new token is created.

        Scope: `write:users`.

        For operators only.
        """
        answer: EmailVerification = self._client._call(_CREATE_EMAIL_VERIFICATION, (user_id,), {}, options)
        return answer

    def verify_email(self, *, token: str, options: CallOptions | None = None) -> User:
        """Verify an email address with its token.

        The pending address becomes the verified `email`. Another user who has the address
        unverified loses it; a user who has it verified keeps it (409). A repeated token returns the
        same response. Returns 404 for a token that is unknown, invalidated or expired.

        Scope: `write:users`.

        token: The token that the user received.
        """
        answer: User = self._client._call(_VERIFY_EMAIL, (), {
            "token": token,
        }, options)
        return answer

    def suspend(self, user_id: str, *, options: CallOptions | None = None) -> User:
        """Suspend a user (operators).

        All keys of the user stop working immediately, in every workspace, and the invitations that
        the user created end.

        Scope: `write:users`.

        For operators only.
        """
        answer: User = self._client._call(_SUSPEND, (user_id,), {}, options)
        return answer

    def reactivate(self, user_id: str, *, options: CallOptions | None = None) -> User:
        """Reactivate a user (operators).

        Keys of the user that have not expired work again, at every gateway, when the response
        arrives.

        Scope: `write:users`.

        For operators only.
        """
        answer: User = self._client._call(_REACTIVATE, (user_id,), {}, options)
        return answer

    def list_memberships(
        self,
        user_id: str,
        *,
        fields: Sequence[Literal["workspace_id", "name", "slug", "status", "role", "created_at", "member_since"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[UserMembership]:
        """List the workspaces of a user, with the role in each.

        The newest workspace comes first; filters and sorts are of the workspace.

        Scope: `read:users`.

        For the user concerned and operators only.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        status: Returns only entries with this status.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: Page[UserMembership] = self._client._call(_LIST_MEMBERSHIPS, (user_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def all_memberships(
        self,
        user_id: str,
        *,
        fields: Sequence[Literal["workspace_id", "name", "slug", "status", "role", "created_at", "member_since"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[UserMembership]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[UserMembership] = self._client._all(_LIST_MEMBERSHIPS, (user_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def batch(
        self,
        *,
        operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete],
        options: CallOptions | None = None,
    ) -> BatchUsers:
        """Create and update up to 100 users.

        Runs the operations in order, each on its own: a refused operation does not stop the others.
        After an operation that ends with a 5xx, the rest is not started and returns 503.

        Each operation counts as one call. Scopes by action: create: `write:users`, update:
        `write:users`. Roles are those of the single operations.

        With an Idempotency-Key, each operation runs once: a retry continues at the first operation
        that has not run.

        operations: Up to 100 operations, which run in this order.
        """
        answer: BatchUsers = self._client._call(_BATCH, (), {
            "operations": operations,
        }, options)
        return answer


class AsyncUsersResource(Resource):
    """People. Users belong to workspaces as members."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["id", "name", "email", "tier", "email_verified_at", "pending_email", "status", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "email", "-email"]] | NotGiven = NOT_GIVEN,
        tier: str | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[User]:
        """List the members of the workspace.

        In a workspace with more than 200,000 members, pages beyond the first 10,000 entries are
        refused (400). `GET /workspaces/{workspace_id}/members` has no such end.

        Scope: `read:users`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        tier: Returns only entries with this tier.
        status: Returns only entries with this status.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: AsyncPage[User] = await self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "tier": tier,
            "status": status,
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
        fields: Sequence[Literal["id", "name", "email", "tier", "email_verified_at", "pending_email", "status", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "email", "-email"]] | NotGiven = NOT_GIVEN,
        tier: str | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[User]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[User] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "tier": tier,
            "status": status,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "search": search,
        }, options)
        return answer

    async def create(
        self,
        *,
        name: str,
        email: str,
        tier: Literal["free", "pro", "business", "enterprise"] | NotGiven = NOT_GIVEN,
        email_verified: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> User:
        """Create a user (operators).

        A new user belongs to no workspace and has no key: an operator adds the user as a member,
        and creates a key with `user_id`. Another user with the same address returns 409; upper and
        lower case make no difference. An address counts as unverified unless `email_verified` is
        true.

        Scope: `write:users`.

        For operators only.

        tier: A package of this code, if there is one, grants boolean features in the own namespaces
        of the user. Default: `free`.
        email_verified: For operators only: true if the address belongs to the user. Another user
        who has it unverified loses it and gets an address under `unproven.invalid`.
        """
        answer: User = await self._client._call(_CREATE, (), {
            "name": name,
            "email": email,
            "tier": tier,
            "email_verified": email_verified,
        }, options)
        return answer

    async def current(
        self,
        *,
        fields: Sequence[Literal["id", "name", "email", "tier", "email_verified_at", "pending_email", "status", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> User:
        """Read the user of the API key.

        An operator key has no user and returns 404. The keys of a suspended workspace can still
        call this operation.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        """
        answer: User = await self._client._call(_CURRENT, (), {
            "fields": fields,
        }, options)
        return answer

    async def get(
        self,
        user_id: str,
        *,
        fields: Sequence[Literal["id", "name", "email", "tier", "email_verified_at", "pending_email", "status", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> User:
        """Read a user.

        You can read yourself and the members of the workspace in which your key acts; every other
        user returns 404. Operators can read every user. Only the user and operators see
        `pending_email`.

        Scope: `read:users`.

        fields: Returns only these fields, and the ID.
        """
        answer: User = await self._client._call(_GET, (user_id,), {
            "fields": fields,
        }, options)
        return answer

    async def update(
        self,
        user_id: str,
        *,
        name: str | NotGiven = NOT_GIVEN,
        email: str | NotGiven = NOT_GIVEN,
        email_verified: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> User:
        """Update a user.

        If a user changes their own `email`, the new address is `pending_email` until a token that
        was sent to it verifies it: `POST /user/email-verification`. Sending the current address
        cancels the pending change.

        Scope: `write:users`.

        For the user concerned and operators only.

        email_verified: For operators only: true if the address belongs to the user. Another user
        who has it unverified loses it and gets an address under `unproven.invalid`.
        """
        answer: User = await self._client._call(_UPDATE, (user_id,), {
            "name": name,
            "email": email,
            "email_verified": email_verified,
        }, options)
        return answer

    async def delete(self, user_id: str, *, options: CallOptions | None = None) -> Response:
        """Delete a user (operators).

        Deletes the name and the address; entries of the audit log keep former ones until they are
        removed. Ends the keys, memberships and own namespaces of the user, and the invitations that
        the user created. Returns 409 for the last owner of a workspace. The keys stop working
        before the response. If the services cannot reach each other, the name and the address are
        deleted as soon as they can.

        Scope: `delete:users`.

        For operators only.
        """
        answer: Response = await self._client._call(_DELETE, (user_id,), {}, options)
        return answer

    async def create_email_verification(
        self,
        user_id: str,
        *,
        options: CallOptions | None = None,
    ) -> EmailVerification:
        """Create the token that verifies an email address (operators).

        The token is for `pending_email`, or else for an unverified `email`. Plinth sends no mail:
        send the token to that address. The token is valid for 24 hours, until the user changes the
        address or a new token is created.

        Scope: `write:users`.

        For operators only.
        """
        answer: EmailVerification = await self._client._call(_CREATE_EMAIL_VERIFICATION, (user_id,), {}, options)
        return answer

    async def verify_email(self, *, token: str, options: CallOptions | None = None) -> User:
        """Verify an email address with its token.

        The pending address becomes the verified `email`. Another user who has the address
        unverified loses it; a user who has it verified keeps it (409). A repeated token returns the
        same response. Returns 404 for a token that is unknown, invalidated or expired.

        Scope: `write:users`.

        token: The token that the user received.
        """
        answer: User = await self._client._call(_VERIFY_EMAIL, (), {
            "token": token,
        }, options)
        return answer

    async def suspend(self, user_id: str, *, options: CallOptions | None = None) -> User:
        """Suspend a user (operators).

        All keys of the user stop working immediately, in every workspace, and the invitations that
        the user created end.

        Scope: `write:users`.

        For operators only.
        """
        answer: User = await self._client._call(_SUSPEND, (user_id,), {}, options)
        return answer

    async def reactivate(self, user_id: str, *, options: CallOptions | None = None) -> User:
        """Reactivate a user (operators).

        Keys of the user that have not expired work again, at every gateway, when the response
        arrives.

        Scope: `write:users`.

        For operators only.
        """
        answer: User = await self._client._call(_REACTIVATE, (user_id,), {}, options)
        return answer

    async def list_memberships(
        self,
        user_id: str,
        *,
        fields: Sequence[Literal["workspace_id", "name", "slug", "status", "role", "created_at", "member_since"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[UserMembership]:
        """List the workspaces of a user, with the role in each.

        The newest workspace comes first; filters and sorts are of the workspace.

        Scope: `read:users`.

        For the user concerned and operators only.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        status: Returns only entries with this status.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: AsyncPage[UserMembership] = await self._client._call(_LIST_MEMBERSHIPS, (user_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def all_memberships(
        self,
        user_id: str,
        *,
        fields: Sequence[Literal["workspace_id", "name", "slug", "status", "role", "created_at", "member_since"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[UserMembership]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[UserMembership] = self._client._all(_LIST_MEMBERSHIPS, (user_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    async def batch(
        self,
        *,
        operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete],
        options: CallOptions | None = None,
    ) -> BatchUsers:
        """Create and update up to 100 users.

        Runs the operations in order, each on its own: a refused operation does not stop the others.
        After an operation that ends with a 5xx, the rest is not started and returns 503.

        Each operation counts as one call. Scopes by action: create: `write:users`, update:
        `write:users`. Roles are those of the single operations.

        With an Idempotency-Key, each operation runs once: a retry continues at the first operation
        that has not run.

        operations: Up to 100 operations, which run in this order.
        """
        answer: BatchUsers = await self._client._call(_BATCH, (), {
            "operations": operations,
        }, options)
        return answer
