# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

from ..._not_given import NOT_GIVEN
from ..._operation import Operation
from ..._resource import Resource

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from typing import Any, Literal
    from ..._not_given import NotGiven
    from ..._paging import AsyncPage, Page
    from ..._response import Response
    from ..._settings import CallOptions
    from ..inputs import BatchItemCreate, BatchItemDelete, BatchItemUpdate
    from ..models import BatchWorkspaces, ForeignKey, Workspace, WorkspaceSummary

_LIST = Operation(
    "workspaces.list",
    "GET",
    "/workspaces",
    "page",
    "WorkspaceSummary",
    query=("fields", "include", "page", "per_page", "sort", "status", "tier", "created_after", "created_before", "updated_after", "updated_before", "search",),
)
_CREATE = Operation("workspaces.create", "POST", "/workspaces", "data", "Workspace", body=True)
_GET = Operation(
    "workspaces.get",
    "GET",
    "/workspaces/{workspace_id}",
    "data",
    "Workspace",
    query=("fields", "include",),
)
_UPDATE = Operation("workspaces.update", "PATCH", "/workspaces/{workspace_id}", "data", "Workspace")
_DELETE = Operation("workspaces.delete", "DELETE", "/workspaces/{workspace_id}")
_SUSPEND = Operation("workspaces.suspend", "POST", "/workspaces/{workspace_id}/suspend", "data", "Workspace")
_REACTIVATE = Operation("workspaces.reactivate", "POST", "/workspaces/{workspace_id}/reactivate", "data", "Workspace")
_LIST_FOREIGN_KEYS = Operation(
    "workspaces.list-foreign-keys",
    "GET",
    "/workspaces/{workspace_id}/foreign-keys",
    "page",
    "ForeignKey",
    query=("fields", "page", "per_page", "sort", "user_id", "created_after", "created_before",),
)
_BATCH = Operation("workspaces.batch", "POST", "/workspaces/batch", "bare", "BatchWorkspaces", body=True)


class WorkspacesResource(Resource):
    """The tenants. Every other resource belongs to a workspace."""

    def list(
        self,
        *,
        fields: Sequence[Literal["id", "name", "slug", "tier", "status", "tags", "metadata", "owner", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        tier: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[WorkspaceSummary]:
        """List your workspaces.

        Lists the workspaces that your user is a member of, also suspended ones and those in which
        your key cannot act. Operators list all workspaces. Only the read of one workspace has
        `settings` and `foreign_keys`.

        Scope: `read:workspaces`.

        Fields of include raise NotIncluded unless asked for: tags, metadata, owner.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        status: Returns only entries with this status.
        tier: Returns only entries with this tier.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: Page[WorkspaceSummary] = self._client._call(_LIST, (), {
            "fields": fields,
            "include": include,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "tier": tier,
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
        fields: Sequence[Literal["id", "name", "slug", "tier", "status", "tags", "metadata", "owner", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        tier: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[WorkspaceSummary]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[WorkspaceSummary] = self._client._all(_LIST, (), {
            "fields": fields,
            "include": include,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "tier": tier,
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
        slug: str | NotGiven = NOT_GIVEN,
        tier: Literal["free", "pro", "business", "enterprise"] | NotGiven = NOT_GIVEN,
        settings: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        tags: Sequence[str] | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        foreign_keys: Literal["allow", "refuse"] | NotGiven = NOT_GIVEN,
        owner_id: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Workspace:
        """Create a workspace.

        Your user becomes the owner, and the workspace gets a default namespace. API keys of other
        workspaces act in it only with `all_workspaces`, and only if `foreign_keys` is `allow`. The
        keys of a user can create 10 workspaces (`TENANCY_WORKSPACES_PER_USER`), without deleted
        ones; the next one returns 403 `FEATURE_LIMIT_REACHED`. A slug that another workspace has
        returns 409. Emits `workspace.created`, `namespace.created` and `member.added`.

        Scope: `write:workspaces`.

        slug: Not `batch`, since the API has such a path.
        tier: Decides the rate limits. Default: `free`. Only operators can set a tier that is not
        self-service.
        settings: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key,
        and null removes a key.
        tags: Your own labels. A PATCH replaces all of them.
        metadata: Your own pairs of strings. A PATCH replaces all of them.
        foreign_keys: Whether API keys of other workspaces that have `all_workspaces` can act in
        this workspace.
        owner_id: Owner for whom an operator creates the workspace. Only operators can name another
        user.
        """
        answer: Workspace = self._client._call(_CREATE, (), {
            "name": name,
            "slug": slug,
            "tier": tier,
            "settings": settings,
            "tags": tags,
            "metadata": metadata,
            "foreign_keys": foreign_keys,
            "owner_id": owner_id,
        }, options)
        return answer

    def get(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["id", "name", "slug", "tier", "status", "tags", "metadata", "owner", "created_at", "updated_at", "settings", "foreign_keys"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Workspace:
        """Read a workspace.

        The path takes an ID or a slug. A workspace in which your key cannot act returns 404. The
        keys of a suspended workspace can still read it.

        Scope: `read:workspaces`.

        Fields of include raise NotIncluded unless asked for: tags, metadata, owner.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        """
        answer: Workspace = self._client._call(_GET, (workspace_id,), {
            "fields": fields,
            "include": include,
        }, options)
        return answer

    def update(
        self,
        workspace_id: str,
        *,
        name: str | NotGiven = NOT_GIVEN,
        slug: str | NotGiven = NOT_GIVEN,
        tier: Literal["free", "pro", "business", "enterprise"] | NotGiven = NOT_GIVEN,
        settings: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        tags: Sequence[str] | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        foreign_keys: Literal["allow", "refuse"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Workspace:
        """Update a workspace.

        Omitted fields stay as they are; `settings` are merged by key, and `tags` and `metadata` are
        replaced. A new `tier`, `slug` or `foreign_keys` applies to every call that begins after the
        response. A slug that another workspace has returns 409. Emits `workspace.updated`, unless
        nothing changes.

        Scope: `write:workspaces`.

        Role: owner or admin.

        slug: Not `batch`, since the API has such a path.
        tier: Decides the rate limits. Default: `free`. Only operators can set a tier that is not
        self-service.
        settings: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key,
        and null removes a key.
        tags: Your own labels. A PATCH replaces all of them.
        metadata: Your own pairs of strings. A PATCH replaces all of them.
        foreign_keys: Only owners can change it. Default of a new workspace: `refuse`.
        """
        answer: Workspace = self._client._call(_UPDATE, (workspace_id,), {
            "name": name,
            "slug": slug,
            "tier": tier,
            "settings": settings,
            "tags": tags,
            "metadata": metadata,
            "foreign_keys": foreign_keys,
        }, options)
        return answer

    def delete(self, workspace_id: str, *, options: CallOptions | None = None) -> Response:
        """Delete a workspace.

        Its API keys, namespaces and packages stop working before the response. Its webhooks still
        get `workspace.deleted` and stop within seconds, thousands of them within minutes. Returns
        422 for the only workspace of a user.

        Scope: `delete:workspaces`.

        Role: owner.
        """
        answer: Response = self._client._call(_DELETE, (workspace_id,), {}, options)
        return answer

    def suspend(
        self,
        workspace_id: str,
        *,
        reason: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Workspace:
        """Suspend a workspace (operators).

        Calls with its keys that begin after the response get 403 `WORKSPACE_SUSPENDED`; only reads
        of its status and of its own user, and the sign-in to the console, still work. Deliveries to
        its webhooks are held, and checks in its namespaces are denied with the reason
        `WORKSPACE_SUSPENDED`. Operators can still call everything. A workspace that is suspended
        already stays as it is. Emits `workspace.updated`.

        Scope: `write:workspaces`.

        For operators only.

        reason: The audit log shows it, also to owners and admins.
        """
        answer: Workspace = self._client._call(_SUSPEND, (workspace_id,), {
            "reason": reason,
        }, options)
        return answer

    def reactivate(
        self,
        workspace_id: str,
        *,
        reason: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Workspace:
        """Reactivate a suspended workspace (operators).

        Its keys work again, at every gateway, when the response arrives, and the held deliveries of
        its active webhooks are sent. A workspace that is not suspended stays as it is. Emits
        `workspace.updated`.

        Scope: `write:workspaces`.

        For operators only.

        reason: The audit log shows it, also to owners and admins.
        """
        answer: Workspace = self._client._call(_REACTIVATE, (workspace_id,), {
            "reason": reason,
        }, options)
        return answer

    def list_foreign_keys(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["id", "prefix", "user_id", "created_at", "last_used_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "last_used_at", "-last_used_at"]] | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[ForeignKey]:
        """List API keys of other workspaces that acted in this one.

        Lists keys used in the last 30 days; a use appears within 5 seconds. To stop all of them,
        set `foreign_keys` of the workspace to `refuse`. To stop the keys of one user, remove the
        member.

        Scope: `read:workspaces`.

        Role: owner or admin.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        user_id: Returns only entries with this user_id.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: Page[ForeignKey] = self._client._call(_LIST_FOREIGN_KEYS, (workspace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "user_id": user_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all_foreign_keys(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["id", "prefix", "user_id", "created_at", "last_used_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "last_used_at", "-last_used_at"]] | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[ForeignKey]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[ForeignKey] = self._client._all(_LIST_FOREIGN_KEYS, (workspace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "user_id": user_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def batch(
        self,
        *,
        operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete],
        options: CallOptions | None = None,
    ) -> BatchWorkspaces:
        """Create, update and delete up to 100 workspaces.

        Runs the operations in order, each on its own: a refused operation does not stop the others.
        After an operation that ends with a 5xx, the rest is not started and returns 503.

        Each operation counts as one call. Scopes by action: create: `write:workspaces`, update:
        `write:workspaces`, delete: `delete:workspaces`. Roles are those of the single operations.

        With an Idempotency-Key, each operation runs once: a retry continues at the first operation
        that has not run.

        operations: Up to 100 operations, which run in this order.
        """
        answer: BatchWorkspaces = self._client._call(_BATCH, (), {
            "operations": operations,
        }, options)
        return answer


class AsyncWorkspacesResource(Resource):
    """The tenants. Every other resource belongs to a workspace."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["id", "name", "slug", "tier", "status", "tags", "metadata", "owner", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        tier: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[WorkspaceSummary]:
        """List your workspaces.

        Lists the workspaces that your user is a member of, also suspended ones and those in which
        your key cannot act. Operators list all workspaces. Only the read of one workspace has
        `settings` and `foreign_keys`.

        Scope: `read:workspaces`.

        Fields of include raise NotIncluded unless asked for: tags, metadata, owner.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        status: Returns only entries with this status.
        tier: Returns only entries with this tier.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: AsyncPage[WorkspaceSummary] = await self._client._call(_LIST, (), {
            "fields": fields,
            "include": include,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "tier": tier,
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
        fields: Sequence[Literal["id", "name", "slug", "tier", "status", "tags", "metadata", "owner", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        status: Literal["active", "suspended"] | NotGiven = NOT_GIVEN,
        tier: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[WorkspaceSummary]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[WorkspaceSummary] = self._client._all(_LIST, (), {
            "fields": fields,
            "include": include,
            "per_page": per_page,
            "sort": sort,
            "status": status,
            "tier": tier,
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
        slug: str | NotGiven = NOT_GIVEN,
        tier: Literal["free", "pro", "business", "enterprise"] | NotGiven = NOT_GIVEN,
        settings: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        tags: Sequence[str] | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        foreign_keys: Literal["allow", "refuse"] | NotGiven = NOT_GIVEN,
        owner_id: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Workspace:
        """Create a workspace.

        Your user becomes the owner, and the workspace gets a default namespace. API keys of other
        workspaces act in it only with `all_workspaces`, and only if `foreign_keys` is `allow`. The
        keys of a user can create 10 workspaces (`TENANCY_WORKSPACES_PER_USER`), without deleted
        ones; the next one returns 403 `FEATURE_LIMIT_REACHED`. A slug that another workspace has
        returns 409. Emits `workspace.created`, `namespace.created` and `member.added`.

        Scope: `write:workspaces`.

        slug: Not `batch`, since the API has such a path.
        tier: Decides the rate limits. Default: `free`. Only operators can set a tier that is not
        self-service.
        settings: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key,
        and null removes a key.
        tags: Your own labels. A PATCH replaces all of them.
        metadata: Your own pairs of strings. A PATCH replaces all of them.
        foreign_keys: Whether API keys of other workspaces that have `all_workspaces` can act in
        this workspace.
        owner_id: Owner for whom an operator creates the workspace. Only operators can name another
        user.
        """
        answer: Workspace = await self._client._call(_CREATE, (), {
            "name": name,
            "slug": slug,
            "tier": tier,
            "settings": settings,
            "tags": tags,
            "metadata": metadata,
            "foreign_keys": foreign_keys,
            "owner_id": owner_id,
        }, options)
        return answer

    async def get(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["id", "name", "slug", "tier", "status", "tags", "metadata", "owner", "created_at", "updated_at", "settings", "foreign_keys"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Workspace:
        """Read a workspace.

        The path takes an ID or a slug. A workspace in which your key cannot act returns 404. The
        keys of a suspended workspace can still read it.

        Scope: `read:workspaces`.

        Fields of include raise NotIncluded unless asked for: tags, metadata, owner.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        """
        answer: Workspace = await self._client._call(_GET, (workspace_id,), {
            "fields": fields,
            "include": include,
        }, options)
        return answer

    async def update(
        self,
        workspace_id: str,
        *,
        name: str | NotGiven = NOT_GIVEN,
        slug: str | NotGiven = NOT_GIVEN,
        tier: Literal["free", "pro", "business", "enterprise"] | NotGiven = NOT_GIVEN,
        settings: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        tags: Sequence[str] | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        foreign_keys: Literal["allow", "refuse"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Workspace:
        """Update a workspace.

        Omitted fields stay as they are; `settings` are merged by key, and `tags` and `metadata` are
        replaced. A new `tier`, `slug` or `foreign_keys` applies to every call that begins after the
        response. A slug that another workspace has returns 409. Emits `workspace.updated`, unless
        nothing changes.

        Scope: `write:workspaces`.

        Role: owner or admin.

        slug: Not `batch`, since the API has such a path.
        tier: Decides the rate limits. Default: `free`. Only operators can set a tier that is not
        self-service.
        settings: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key,
        and null removes a key.
        tags: Your own labels. A PATCH replaces all of them.
        metadata: Your own pairs of strings. A PATCH replaces all of them.
        foreign_keys: Only owners can change it. Default of a new workspace: `refuse`.
        """
        answer: Workspace = await self._client._call(_UPDATE, (workspace_id,), {
            "name": name,
            "slug": slug,
            "tier": tier,
            "settings": settings,
            "tags": tags,
            "metadata": metadata,
            "foreign_keys": foreign_keys,
        }, options)
        return answer

    async def delete(self, workspace_id: str, *, options: CallOptions | None = None) -> Response:
        """Delete a workspace.

        Its API keys, namespaces and packages stop working before the response. Its webhooks still
        get `workspace.deleted` and stop within seconds, thousands of them within minutes. Returns
        422 for the only workspace of a user.

        Scope: `delete:workspaces`.

        Role: owner.
        """
        answer: Response = await self._client._call(_DELETE, (workspace_id,), {}, options)
        return answer

    async def suspend(
        self,
        workspace_id: str,
        *,
        reason: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Workspace:
        """Suspend a workspace (operators).

        Calls with its keys that begin after the response get 403 `WORKSPACE_SUSPENDED`; only reads
        of its status and of its own user, and the sign-in to the console, still work. Deliveries to
        its webhooks are held, and checks in its namespaces are denied with the reason
        `WORKSPACE_SUSPENDED`. Operators can still call everything. A workspace that is suspended
        already stays as it is. Emits `workspace.updated`.

        Scope: `write:workspaces`.

        For operators only.

        reason: The audit log shows it, also to owners and admins.
        """
        answer: Workspace = await self._client._call(_SUSPEND, (workspace_id,), {
            "reason": reason,
        }, options)
        return answer

    async def reactivate(
        self,
        workspace_id: str,
        *,
        reason: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Workspace:
        """Reactivate a suspended workspace (operators).

        Its keys work again, at every gateway, when the response arrives, and the held deliveries of
        its active webhooks are sent. A workspace that is not suspended stays as it is. Emits
        `workspace.updated`.

        Scope: `write:workspaces`.

        For operators only.

        reason: The audit log shows it, also to owners and admins.
        """
        answer: Workspace = await self._client._call(_REACTIVATE, (workspace_id,), {
            "reason": reason,
        }, options)
        return answer

    async def list_foreign_keys(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["id", "prefix", "user_id", "created_at", "last_used_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "last_used_at", "-last_used_at"]] | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[ForeignKey]:
        """List API keys of other workspaces that acted in this one.

        Lists keys used in the last 30 days; a use appears within 5 seconds. To stop all of them,
        set `foreign_keys` of the workspace to `refuse`. To stop the keys of one user, remove the
        member.

        Scope: `read:workspaces`.

        Role: owner or admin.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        user_id: Returns only entries with this user_id.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        """
        answer: AsyncPage[ForeignKey] = await self._client._call(_LIST_FOREIGN_KEYS, (workspace_id,), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "user_id": user_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    def all_foreign_keys(
        self,
        workspace_id: str,
        *,
        fields: Sequence[Literal["id", "prefix", "user_id", "created_at", "last_used_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "last_used_at", "-last_used_at"]] | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[ForeignKey]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[ForeignKey] = self._client._all(_LIST_FOREIGN_KEYS, (workspace_id,), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "user_id": user_id,
            "created_after": created_after,
            "created_before": created_before,
        }, options)
        return answer

    async def batch(
        self,
        *,
        operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete],
        options: CallOptions | None = None,
    ) -> BatchWorkspaces:
        """Create, update and delete up to 100 workspaces.

        Runs the operations in order, each on its own: a refused operation does not stop the others.
        After an operation that ends with a 5xx, the rest is not started and returns 503.

        Each operation counts as one call. Scopes by action: create: `write:workspaces`, update:
        `write:workspaces`, delete: `delete:workspaces`. Roles are those of the single operations.

        With an Idempotency-Key, each operation runs once: a retry continues at the first operation
        that has not run.

        operations: Up to 100 operations, which run in this order.
        """
        answer: BatchWorkspaces = await self._client._call(_BATCH, (), {
            "operations": operations,
        }, options)
        return answer
