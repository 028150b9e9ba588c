# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answer import OneOf
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
    from ..models import BatchNamespaces, Namespace, NamespaceDetail, PaidNamespace

_LIST = Operation(
    "namespaces.list",
    "GET",
    "/namespaces",
    "page",
    OneOf(("Namespace", "PaidNamespace")),
    query=("fields", "include", "page", "per_page", "sort", "owner_type", "workspace_id", "paid_by", "is_active", "created_after", "created_before", "updated_after", "updated_before", "search",),
)
_CREATE = Operation("namespaces.create", "POST", "/namespaces", "data", "Namespace", body=True)
_GET = Operation(
    "namespaces.get",
    "GET",
    "/namespaces/{namespace_id}",
    "data",
    "NamespaceDetail",
    query=("fields", "include",),
)
_UPDATE = Operation("namespaces.update", "PATCH", "/namespaces/{namespace_id}", "data", "Namespace")
_DELETE = Operation("namespaces.delete", "DELETE", "/namespaces/{namespace_id}")
_SET_DEFAULT = Operation("namespaces.set-default", "POST", "/namespaces/{namespace_id}/default", "data", "Namespace")
_BATCH = Operation("namespaces.batch", "POST", "/namespaces/batch", "bare", "BatchNamespaces", body=True)


class NamespacesResource(Resource):
    """Subdivisions of a workspace, or of a user, with their own packages, limits and usage."""

    def list(
        self,
        *,
        fields: Sequence[Literal["id", "uuid", "name", "slug", "owner_type", "owner_id", "workspace_id", "description", "settings", "is_default", "is_active", "tags", "metadata", "owner", "workspace", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner", "workspace"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        owner_type: Literal["User", "Workspace"] | NotGiven = NOT_GIVEN,
        workspace_id: str | NotGiven = NOT_GIVEN,
        paid_by: str | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[Namespace | PaidNamespace]:
        """List the namespaces that you can access.

        Lists your own namespaces and those of the workspace in which your key acts. Operators list
        all namespaces. `workspace_id` is a filter here; it does not name the workspace of the
        request. With `paid_by`, owners and admins of that workspace list the namespaces that it
        pays for.

        Scope: `read:namespaces`.

        Fields of include raise NotIncluded unless asked for: tags, metadata, owner, workspace.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        owner_type: Returns only entries with this owner_type.
        workspace_id: Returns only namespaces that this workspace pays for.
        paid_by: Lists the namespaces that this workspace pays for, with their usage of its plan.
        The entries have fewer fields.
        is_active: Returns only entries with this is_active. 1 and 0 are accepted too.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: Page[Namespace | PaidNamespace] = self._client._call(_LIST, (), {
            "fields": fields,
            "include": include,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "owner_type": owner_type,
            "workspace_id": workspace_id,
            "paid_by": paid_by,
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
        fields: Sequence[Literal["id", "uuid", "name", "slug", "owner_type", "owner_id", "workspace_id", "description", "settings", "is_default", "is_active", "tags", "metadata", "owner", "workspace", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner", "workspace"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        owner_type: Literal["User", "Workspace"] | NotGiven = NOT_GIVEN,
        workspace_id: str | NotGiven = NOT_GIVEN,
        paid_by: str | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[Namespace | PaidNamespace]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[Namespace | PaidNamespace] = self._client._all(_LIST, (), {
            "fields": fields,
            "include": include,
            "per_page": per_page,
            "sort": sort,
            "owner_type": owner_type,
            "workspace_id": workspace_id,
            "paid_by": paid_by,
            "is_active": is_active,
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
        owner_type: Literal["User", "Workspace"] | NotGiven = NOT_GIVEN,
        owner_id: str | NotGiven = NOT_GIVEN,
        workspace_id: str | None | NotGiven = NOT_GIVEN,
        description: str | None | NotGiven = NOT_GIVEN,
        settings: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        tags: Sequence[str] | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        is_default: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Namespace:
        """Create a namespace.

        Every user can create their own namespaces. The first namespace of an owner becomes its
        default; with `is_default`, the new one replaces the previous default. The slug is unique
        for the owner: another namespace with it returns 409. If the plan of the paying workspace
        limits `plinth.namespaces`, a namespace beyond the limit returns 403
        `FEATURE_LIMIT_REACHED`. Emits `namespace.created`, and `namespace.updated` for a replaced
        default.

        Scope: `write:namespaces`.

        Role: owner or admin.

        slug: Unique for the owner. Default: generated from the name.
        owner_type: Whether a user or a workspace owns it.
        owner_id: Default: the workspace of the request, or the user.
        workspace_id: Workspace that pays for a namespace of a user. You must be an owner or admin
        of it.
        settings: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key,
        and null removes a key.
        tags: Your own labels. A PATCH replaces all of them.
        metadata: Your own pairs of strings. A PATCH replaces all of them.
        is_default: True: the namespace replaces the default of its owner. The first one is the
        default anyway.
        """
        answer: Namespace = self._client._call(_CREATE, (), {
            "name": name,
            "slug": slug,
            "owner_type": owner_type,
            "owner_id": owner_id,
            "workspace_id": workspace_id,
            "description": description,
            "settings": settings,
            "tags": tags,
            "metadata": metadata,
            "is_default": is_default,
        }, options)
        return answer

    def get(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "uuid", "name", "slug", "owner_type", "owner_id", "workspace_id", "description", "settings", "is_default", "is_active", "tags", "metadata", "owner", "workspace", "created_at", "updated_at", "packages", "entitlements"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner", "workspace"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> NamespaceDetail:
        """Read a namespace with its packages and entitlements.

        The path takes an ID or a UUID. `packages` are the active ones that are assigned to the
        namespace itself. `entitlements` has every feature that the namespace, its paying workspace
        or the tier of its user grants. The owning user, or every member of the owning workspace,
        can read it.

        Scope: `read:namespaces`.

        Fields of include raise NotIncluded unless asked for: tags, metadata, owner, workspace.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        """
        answer: NamespaceDetail = self._client._call(_GET, (namespace_id,), {
            "fields": fields,
            "include": include,
        }, options)
        return answer

    def update(
        self,
        namespace_id: str,
        *,
        name: str | NotGiven = NOT_GIVEN,
        slug: str | NotGiven = NOT_GIVEN,
        workspace_id: str | None | NotGiven = NOT_GIVEN,
        description: str | None | NotGiven = NOT_GIVEN,
        settings: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        tags: Sequence[str] | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Namespace:
        """Update a namespace.

        A user can update their own namespaces. Omitted fields stay as they are; `settings` are
        merged by key, and `tags` and `metadata` are replaced. With `is_active: false`, every check
        in the namespace is denied with the reason `NAMESPACE_INACTIVE`. Owners and admins of the
        workspace that pays for a namespace of a user can only stop paying:
        `{"workspace_id": null}`. Emits `namespace.updated`, unless nothing changes.

        Scope: `write:namespaces`.

        Role: owner or admin.

        slug: Short name for URLs: lower-case letters, digits and single dashes.
        workspace_id: Workspace that pays for a namespace of a user. Null: none pays.
        settings: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key,
        and null removes a key.
        tags: Your own labels. A PATCH replaces all of them.
        metadata: Your own pairs of strings. A PATCH replaces all of them.
        is_active: False: every check in the namespace is denied.
        """
        answer: Namespace = self._client._call(_UPDATE, (namespace_id,), {
            "name": name,
            "slug": slug,
            "workspace_id": workspace_id,
            "description": description,
            "settings": settings,
            "tags": tags,
            "metadata": metadata,
            "is_active": is_active,
        }, options)
        return answer

    def delete(self, namespace_id: str, *, options: CallOptions | None = None) -> Response:
        """Delete a namespace; if it was the default, another one becomes the default.

        A user can delete their own namespaces. The namespace is not found from the response on, and
        its open reservations are released. Emits `namespace.deleted`, and `namespace.updated` for
        the new default.

        Scope: `delete:namespaces`.

        Role: owner or admin.
        """
        answer: Response = self._client._call(_DELETE, (namespace_id,), {}, options)
        return answer

    def set_default(self, namespace_id: str, *, options: CallOptions | None = None) -> Namespace:
        """Set the default namespace of an owner.

        A user can set the default of their own namespaces. The previous default of the owner stops
        being the default. Emits `namespace.updated` for each of the two, or nothing if the
        namespace is the default already.

        Scope: `write:namespaces`.

        Role: owner or admin.
        """
        answer: Namespace = self._client._call(_SET_DEFAULT, (namespace_id,), {}, options)
        return answer

    def batch(
        self,
        *,
        operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete],
        options: CallOptions | None = None,
    ) -> BatchNamespaces:
        """Create, update and delete up to 100 namespaces.

        Runs the operations in order, each on its own: a refused operation does not stop the others.
        After an operation that ends with a 5xx, the rest is not started and returns 503.

        Each operation counts as one call. Scopes by action: create: `write:namespaces`, update:
        `write:namespaces`, delete: `delete:namespaces`. Roles are those of the single operations.

        With an Idempotency-Key, each operation runs once: a retry continues at the first operation
        that has not run.

        operations: Up to 100 operations, which run in this order.
        """
        answer: BatchNamespaces = self._client._call(_BATCH, (), {
            "operations": operations,
        }, options)
        return answer


class AsyncNamespacesResource(Resource):
    """Subdivisions of a workspace, or of a user, with their own packages, limits and usage."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["id", "uuid", "name", "slug", "owner_type", "owner_id", "workspace_id", "description", "settings", "is_default", "is_active", "tags", "metadata", "owner", "workspace", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner", "workspace"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        owner_type: Literal["User", "Workspace"] | NotGiven = NOT_GIVEN,
        workspace_id: str | NotGiven = NOT_GIVEN,
        paid_by: str | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[Namespace | PaidNamespace]:
        """List the namespaces that you can access.

        Lists your own namespaces and those of the workspace in which your key acts. Operators list
        all namespaces. `workspace_id` is a filter here; it does not name the workspace of the
        request. With `paid_by`, owners and admins of that workspace list the namespaces that it
        pays for.

        Scope: `read:namespaces`.

        Fields of include raise NotIncluded unless asked for: tags, metadata, owner, workspace.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        owner_type: Returns only entries with this owner_type.
        workspace_id: Returns only namespaces that this workspace pays for.
        paid_by: Lists the namespaces that this workspace pays for, with their usage of its plan.
        The entries have fewer fields.
        is_active: Returns only entries with this is_active. 1 and 0 are accepted too.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        updated_after: Returns only entries whose updated_at is at this time or later.
        updated_before: Returns only entries whose updated_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: AsyncPage[Namespace | PaidNamespace] = await self._client._call(_LIST, (), {
            "fields": fields,
            "include": include,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "owner_type": owner_type,
            "workspace_id": workspace_id,
            "paid_by": paid_by,
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
        fields: Sequence[Literal["id", "uuid", "name", "slug", "owner_type", "owner_id", "workspace_id", "description", "settings", "is_default", "is_active", "tags", "metadata", "owner", "workspace", "created_at", "updated_at"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner", "workspace"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "slug", "-slug"]] | NotGiven = NOT_GIVEN,
        owner_type: Literal["User", "Workspace"] | NotGiven = NOT_GIVEN,
        workspace_id: str | NotGiven = NOT_GIVEN,
        paid_by: str | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_after: datetime | str | date | NotGiven = NOT_GIVEN,
        updated_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[Namespace | PaidNamespace]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[Namespace | PaidNamespace] = self._client._all(_LIST, (), {
            "fields": fields,
            "include": include,
            "per_page": per_page,
            "sort": sort,
            "owner_type": owner_type,
            "workspace_id": workspace_id,
            "paid_by": paid_by,
            "is_active": is_active,
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
        owner_type: Literal["User", "Workspace"] | NotGiven = NOT_GIVEN,
        owner_id: str | NotGiven = NOT_GIVEN,
        workspace_id: str | None | NotGiven = NOT_GIVEN,
        description: str | None | NotGiven = NOT_GIVEN,
        settings: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        tags: Sequence[str] | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        is_default: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Namespace:
        """Create a namespace.

        Every user can create their own namespaces. The first namespace of an owner becomes its
        default; with `is_default`, the new one replaces the previous default. The slug is unique
        for the owner: another namespace with it returns 409. If the plan of the paying workspace
        limits `plinth.namespaces`, a namespace beyond the limit returns 403
        `FEATURE_LIMIT_REACHED`. Emits `namespace.created`, and `namespace.updated` for a replaced
        default.

        Scope: `write:namespaces`.

        Role: owner or admin.

        slug: Unique for the owner. Default: generated from the name.
        owner_type: Whether a user or a workspace owns it.
        owner_id: Default: the workspace of the request, or the user.
        workspace_id: Workspace that pays for a namespace of a user. You must be an owner or admin
        of it.
        settings: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key,
        and null removes a key.
        tags: Your own labels. A PATCH replaces all of them.
        metadata: Your own pairs of strings. A PATCH replaces all of them.
        is_default: True: the namespace replaces the default of its owner. The first one is the
        default anyway.
        """
        answer: Namespace = await self._client._call(_CREATE, (), {
            "name": name,
            "slug": slug,
            "owner_type": owner_type,
            "owner_id": owner_id,
            "workspace_id": workspace_id,
            "description": description,
            "settings": settings,
            "tags": tags,
            "metadata": metadata,
            "is_default": is_default,
        }, options)
        return answer

    async def get(
        self,
        namespace_id: str,
        *,
        fields: Sequence[Literal["id", "uuid", "name", "slug", "owner_type", "owner_id", "workspace_id", "description", "settings", "is_default", "is_active", "tags", "metadata", "owner", "workspace", "created_at", "updated_at", "packages", "entitlements"]] | NotGiven = NOT_GIVEN,
        include: Sequence[Literal["tags", "metadata", "owner", "workspace"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> NamespaceDetail:
        """Read a namespace with its packages and entitlements.

        The path takes an ID or a UUID. `packages` are the active ones that are assigned to the
        namespace itself. `entitlements` has every feature that the namespace, its paying workspace
        or the tier of its user grants. The owning user, or every member of the owning workspace,
        can read it.

        Scope: `read:namespaces`.

        Fields of include raise NotIncluded unless asked for: tags, metadata, owner, workspace.

        fields: Returns only these fields, and the ID.
        include: Related data to include.
        """
        answer: NamespaceDetail = await self._client._call(_GET, (namespace_id,), {
            "fields": fields,
            "include": include,
        }, options)
        return answer

    async def update(
        self,
        namespace_id: str,
        *,
        name: str | NotGiven = NOT_GIVEN,
        slug: str | NotGiven = NOT_GIVEN,
        workspace_id: str | None | NotGiven = NOT_GIVEN,
        description: str | None | NotGiven = NOT_GIVEN,
        settings: Mapping[str, Any] | NotGiven = NOT_GIVEN,
        tags: Sequence[str] | NotGiven = NOT_GIVEN,
        metadata: Mapping[str, str] | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Namespace:
        """Update a namespace.

        A user can update their own namespaces. Omitted fields stay as they are; `settings` are
        merged by key, and `tags` and `metadata` are replaced. With `is_active: false`, every check
        in the namespace is denied with the reason `NAMESPACE_INACTIVE`. Owners and admins of the
        workspace that pays for a namespace of a user can only stop paying:
        `{"workspace_id": null}`. Emits `namespace.updated`, unless nothing changes.

        Scope: `write:namespaces`.

        Role: owner or admin.

        slug: Short name for URLs: lower-case letters, digits and single dashes.
        workspace_id: Workspace that pays for a namespace of a user. Null: none pays.
        settings: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key,
        and null removes a key.
        tags: Your own labels. A PATCH replaces all of them.
        metadata: Your own pairs of strings. A PATCH replaces all of them.
        is_active: False: every check in the namespace is denied.
        """
        answer: Namespace = await self._client._call(_UPDATE, (namespace_id,), {
            "name": name,
            "slug": slug,
            "workspace_id": workspace_id,
            "description": description,
            "settings": settings,
            "tags": tags,
            "metadata": metadata,
            "is_active": is_active,
        }, options)
        return answer

    async def delete(self, namespace_id: str, *, options: CallOptions | None = None) -> Response:
        """Delete a namespace; if it was the default, another one becomes the default.

        A user can delete their own namespaces. The namespace is not found from the response on, and
        its open reservations are released. Emits `namespace.deleted`, and `namespace.updated` for
        the new default.

        Scope: `delete:namespaces`.

        Role: owner or admin.
        """
        answer: Response = await self._client._call(_DELETE, (namespace_id,), {}, options)
        return answer

    async def set_default(self, namespace_id: str, *, options: CallOptions | None = None) -> Namespace:
        """Set the default namespace of an owner.

        A user can set the default of their own namespaces. The previous default of the owner stops
        being the default. Emits `namespace.updated` for each of the two, or nothing if the
        namespace is the default already.

        Scope: `write:namespaces`.

        Role: owner or admin.
        """
        answer: Namespace = await self._client._call(_SET_DEFAULT, (namespace_id,), {}, options)
        return answer

    async def batch(
        self,
        *,
        operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete],
        options: CallOptions | None = None,
    ) -> BatchNamespaces:
        """Create, update and delete up to 100 namespaces.

        Runs the operations in order, each on its own: a refused operation does not stop the others.
        After an operation that ends with a 5xx, the rest is not started and returns 503.

        Each operation counts as one call. Scopes by action: create: `write:namespaces`, update:
        `write:namespaces`, delete: `delete:namespaces`. Roles are those of the single operations.

        With an Idempotency-Key, each operation runs once: a retry continues at the first operation
        that has not run.

        operations: Up to 100 operations, which run in this order.
        """
        answer: BatchNamespaces = await self._client._call(_BATCH, (), {
            "operations": operations,
        }, options)
        return answer
