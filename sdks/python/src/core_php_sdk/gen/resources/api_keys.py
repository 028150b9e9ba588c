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
    from ..models import ApiKey, ApiKeyRotated, ApiKeyWithKey, BatchApiKeys

_LIST = Operation(
    "api-keys.list",
    "GET",
    "/api-keys",
    "page",
    "ApiKey",
    query=("fields", "page", "per_page", "sort", "user_id", "created_after", "created_before", "search",),
)
_CREATE = Operation("api-keys.create", "POST", "/api-keys", "data", "ApiKeyWithKey", body=True)
_GET = Operation("api-keys.get", "GET", "/api-keys/{key_id}", "data", "ApiKey", query=("fields",))
_UPDATE = Operation("api-keys.update", "PATCH", "/api-keys/{key_id}", "data", "ApiKey")
_REVOKE = Operation("api-keys.revoke", "DELETE", "/api-keys/{key_id}")
_ROTATE = Operation("api-keys.rotate", "POST", "/api-keys/{key_id}/rotate", "data", "ApiKeyRotated")
_REPORT = Operation("api-keys.report", "POST", "/keys/report", body=True)
_BATCH = Operation("api-keys.batch", "POST", "/api-keys/batch", "bare", "BatchApiKeys", body=True)


class ApiKeysResource(Resource):
    """Credentials that callers authenticate with."""

    def list(
        self,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "rate_limit_tier", "allowed_ips", "all_workspaces", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "expires_at", "-expires_at"]] | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[ApiKey]:
        """List API keys.

        Every member can list the keys of all members. Keys in their grace period are listed, and
        expired keys for 30 days; revoked keys are not.

        Scope: `read:api-keys`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        user_id: Returns only entries with this user_id.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: Page[ApiKey] = self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "user_id": user_id,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "rate_limit_tier", "allowed_ips", "all_workspaces", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "expires_at", "-expires_at"]] | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[ApiKey]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[ApiKey] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "user_id": user_id,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def create(
        self,
        *,
        name: str,
        scopes: Sequence[str] | NotGiven = NOT_GIVEN,
        rate_limit_tier: Literal["free", "pro", "business", "enterprise"] | NotGiven = NOT_GIVEN,
        expires_at: datetime | str | None | NotGiven = NOT_GIVEN,
        allowed_ips: Sequence[str] | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> ApiKeyWithKey:
        """Create an API key; the key is shown only once.

        The key acts for your user in the workspace of the request. An omitted expiry and omitted
        addresses are those of your own key, and no field may allow more than your own key (422). A
        workspace can have 10 active keys (`IDENTITY_ACTIVE_KEYS_MAX`): the next one returns 409. If
        the plan limits `plinth.api_keys`, a key beyond that limit returns 403
        `FEATURE_LIMIT_REACHED`. With an Idempotency-Key, a retry returns the same key again. Emits
        `api_key.created`.

        Scope: `write:api-keys`.

        scopes: Default: `read:all` and `write` of namespaces, entitlements, webhooks and events,
        limited to your own scopes.
        rate_limit_tier: Not higher than the tier of the workspace, which is the default.
        expires_at: Null: the key never expires. Default: the expiry of your own key.
        allowed_ips: Allowed IP addresses and CIDRs. An empty list allows every address. Default:
        those of your own key.
        all_workspaces: Default: false, so that the key acts only in this workspace. For true, your
        own key must have it too.
        user_id: User of the key. Only operators can name another user.
        """
        answer: ApiKeyWithKey = self._client._call(_CREATE, (), {
            "name": name,
            "scopes": scopes,
            "rate_limit_tier": rate_limit_tier,
            "expires_at": expires_at,
            "allowed_ips": allowed_ips,
            "all_workspaces": all_workspaces,
            "user_id": user_id,
        }, options)
        return answer

    def get(
        self,
        key_id: str,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "rate_limit_tier", "allowed_ips", "all_workspaces", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> ApiKey:
        """Read an API key.

        Every member can read every key of the workspace. The response has the first characters of
        the key as `prefix`, never the whole key. A revoked key returns 404.

        Scope: `read:api-keys`.

        fields: Returns only these fields, and the ID.
        """
        answer: ApiKey = self._client._call(_GET, (key_id,), {
            "fields": fields,
        }, options)
        return answer

    def update(
        self,
        key_id: str,
        *,
        name: str | NotGiven = NOT_GIVEN,
        scopes: Sequence[str] | NotGiven = NOT_GIVEN,
        allowed_ips: Sequence[str] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> ApiKey:
        """Update an API key.

        Every member can update their own keys. The expiry, `rate_limit_tier` and `all_workspaces`
        cannot be changed. A key gains scopes or addresses only if your own key could create such a
        key (422). Removed scopes and addresses are refused for every call that begins after the
        response. Emits `api_key.updated`, unless nothing changes.

        Scope: `write:api-keys`.

        Role: owner or admin.

        scopes: `action:resource`, where the action is read, write or delete; `all` or `*` stands
        for every action or every resource. The scope `metering` stands alone.
        allowed_ips: Allowed IP addresses and CIDRs. An empty list allows every address.
        """
        answer: ApiKey = self._client._call(_UPDATE, (key_id,), {
            "name": name,
            "scopes": scopes,
            "allowed_ips": allowed_ips,
        }, options)
        return answer

    def revoke(self, key_id: str, *, options: CallOptions | None = None) -> Response:
        """Revoke an API key immediately.

        Every member can revoke their own keys. No gateway accepts the key for a call that begins
        after the response, and the sessions of the key end. Emits `api_key.revoked`.

        Scope: `delete:api-keys`.

        Role: owner or admin.
        """
        answer: Response = self._client._call(_REVOKE, (key_id,), {}, options)
        return answer

    def rotate(
        self,
        key_id: str,
        *,
        grace_period_hours: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> ApiKeyRotated:
        """Rotate an API key; both keys work until the grace period ends.

        The new key has the same settings. The grace period is 24 hours by default, and ends with
        the expiry of the old key at the latest. A key that is expired or in its grace period is not
        rotated (409). A key cannot rotate itself with a `grace_period_hours` of 0 (422). With an
        Idempotency-Key, a retry returns the same key again. Emits `api_key.rotated`.

        Scope: `write:api-keys`.

        For the user concerned and operators only.

        grace_period_hours: Hours for which the replaced one still works; with 0 it ends at once.
        """
        answer: ApiKeyRotated = self._client._call(_ROTATE, (key_id,), {
            "grace_period_hours": grace_period_hours,
        }, options)
        return answer

    def report(self, *, key: str, options: CallOptions | None = None) -> Response:
        """Report a leaked key.

        Reports an API key or operator key of this Plinth that was found in a public place. A valid
        key is revoked before the response. The response is the same for every body. The response to
        a repeated report may come up to 3 seconds before the last gateway refuses the key.

        Requires no API key.

        key: The complete key.
        """
        answer: Response = self._client._call(_REPORT, (), {
            "key": key,
        }, options)
        return answer

    def batch(
        self,
        *,
        operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete],
        options: CallOptions | None = None,
    ) -> BatchApiKeys:
        """Create, update and delete up to 100 API keys.

        Runs the operations in order, each on its own: a refused operation does not stop the others.
        After an operation that ends with a 5xx, the rest is not started and returns 503.

        Each operation counts as one call. Scopes by action: create: `write:api-keys`, update:
        `write:api-keys`, delete: `delete:api-keys`. Roles are those of the single operations.

        With an Idempotency-Key, each operation runs once: a retry continues at the first operation
        that has not run.

        operations: Up to 100 operations, which run in this order.
        """
        answer: BatchApiKeys = self._client._call(_BATCH, (), {
            "operations": operations,
        }, options)
        return answer


class AsyncApiKeysResource(Resource):
    """Credentials that callers authenticate with."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "rate_limit_tier", "allowed_ips", "all_workspaces", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "expires_at", "-expires_at"]] | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[ApiKey]:
        """List API keys.

        Every member can list the keys of all members. Keys in their grace period are listed, and
        expired keys for 30 days; revoked keys are not.

        Scope: `read:api-keys`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        user_id: Returns only entries with this user_id.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: AsyncPage[ApiKey] = await self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "user_id": user_id,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "rate_limit_tier", "allowed_ips", "all_workspaces", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "expires_at", "-expires_at"]] | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[ApiKey]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[ApiKey] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
            "user_id": user_id,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    async def create(
        self,
        *,
        name: str,
        scopes: Sequence[str] | NotGiven = NOT_GIVEN,
        rate_limit_tier: Literal["free", "pro", "business", "enterprise"] | NotGiven = NOT_GIVEN,
        expires_at: datetime | str | None | NotGiven = NOT_GIVEN,
        allowed_ips: Sequence[str] | NotGiven = NOT_GIVEN,
        all_workspaces: bool | NotGiven = NOT_GIVEN,
        user_id: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> ApiKeyWithKey:
        """Create an API key; the key is shown only once.

        The key acts for your user in the workspace of the request. An omitted expiry and omitted
        addresses are those of your own key, and no field may allow more than your own key (422). A
        workspace can have 10 active keys (`IDENTITY_ACTIVE_KEYS_MAX`): the next one returns 409. If
        the plan limits `plinth.api_keys`, a key beyond that limit returns 403
        `FEATURE_LIMIT_REACHED`. With an Idempotency-Key, a retry returns the same key again. Emits
        `api_key.created`.

        Scope: `write:api-keys`.

        scopes: Default: `read:all` and `write` of namespaces, entitlements, webhooks and events,
        limited to your own scopes.
        rate_limit_tier: Not higher than the tier of the workspace, which is the default.
        expires_at: Null: the key never expires. Default: the expiry of your own key.
        allowed_ips: Allowed IP addresses and CIDRs. An empty list allows every address. Default:
        those of your own key.
        all_workspaces: Default: false, so that the key acts only in this workspace. For true, your
        own key must have it too.
        user_id: User of the key. Only operators can name another user.
        """
        answer: ApiKeyWithKey = await self._client._call(_CREATE, (), {
            "name": name,
            "scopes": scopes,
            "rate_limit_tier": rate_limit_tier,
            "expires_at": expires_at,
            "allowed_ips": allowed_ips,
            "all_workspaces": all_workspaces,
            "user_id": user_id,
        }, options)
        return answer

    async def get(
        self,
        key_id: str,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "rate_limit_tier", "allowed_ips", "all_workspaces", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> ApiKey:
        """Read an API key.

        Every member can read every key of the workspace. The response has the first characters of
        the key as `prefix`, never the whole key. A revoked key returns 404.

        Scope: `read:api-keys`.

        fields: Returns only these fields, and the ID.
        """
        answer: ApiKey = await self._client._call(_GET, (key_id,), {
            "fields": fields,
        }, options)
        return answer

    async def update(
        self,
        key_id: str,
        *,
        name: str | NotGiven = NOT_GIVEN,
        scopes: Sequence[str] | NotGiven = NOT_GIVEN,
        allowed_ips: Sequence[str] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> ApiKey:
        """Update an API key.

        Every member can update their own keys. The expiry, `rate_limit_tier` and `all_workspaces`
        cannot be changed. A key gains scopes or addresses only if your own key could create such a
        key (422). Removed scopes and addresses are refused for every call that begins after the
        response. Emits `api_key.updated`, unless nothing changes.

        Scope: `write:api-keys`.

        Role: owner or admin.

        scopes: `action:resource`, where the action is read, write or delete; `all` or `*` stands
        for every action or every resource. The scope `metering` stands alone.
        allowed_ips: Allowed IP addresses and CIDRs. An empty list allows every address.
        """
        answer: ApiKey = await self._client._call(_UPDATE, (key_id,), {
            "name": name,
            "scopes": scopes,
            "allowed_ips": allowed_ips,
        }, options)
        return answer

    async def revoke(self, key_id: str, *, options: CallOptions | None = None) -> Response:
        """Revoke an API key immediately.

        Every member can revoke their own keys. No gateway accepts the key for a call that begins
        after the response, and the sessions of the key end. Emits `api_key.revoked`.

        Scope: `delete:api-keys`.

        Role: owner or admin.
        """
        answer: Response = await self._client._call(_REVOKE, (key_id,), {}, options)
        return answer

    async def rotate(
        self,
        key_id: str,
        *,
        grace_period_hours: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> ApiKeyRotated:
        """Rotate an API key; both keys work until the grace period ends.

        The new key has the same settings. The grace period is 24 hours by default, and ends with
        the expiry of the old key at the latest. A key that is expired or in its grace period is not
        rotated (409). A key cannot rotate itself with a `grace_period_hours` of 0 (422). With an
        Idempotency-Key, a retry returns the same key again. Emits `api_key.rotated`.

        Scope: `write:api-keys`.

        For the user concerned and operators only.

        grace_period_hours: Hours for which the replaced one still works; with 0 it ends at once.
        """
        answer: ApiKeyRotated = await self._client._call(_ROTATE, (key_id,), {
            "grace_period_hours": grace_period_hours,
        }, options)
        return answer

    async def report(self, *, key: str, options: CallOptions | None = None) -> Response:
        """Report a leaked key.

        Reports an API key or operator key of this Plinth that was found in a public place. A valid
        key is revoked before the response. The response is the same for every body. The response to
        a repeated report may come up to 3 seconds before the last gateway refuses the key.

        Requires no API key.

        key: The complete key.
        """
        answer: Response = await self._client._call(_REPORT, (), {
            "key": key,
        }, options)
        return answer

    async def batch(
        self,
        *,
        operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete],
        options: CallOptions | None = None,
    ) -> BatchApiKeys:
        """Create, update and delete up to 100 API keys.

        Runs the operations in order, each on its own: a refused operation does not stop the others.
        After an operation that ends with a 5xx, the rest is not started and returns 503.

        Each operation counts as one call. Scopes by action: create: `write:api-keys`, update:
        `write:api-keys`, delete: `delete:api-keys`. Roles are those of the single operations.

        With an Idempotency-Key, each operation runs once: a retry continues at the first operation
        that has not run.

        operations: Up to 100 operations, which run in this order.
        """
        answer: BatchApiKeys = await self._client._call(_BATCH, (), {
            "operations": operations,
        }, options)
        return answer
