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
    from ..models import OperatorKey, OperatorKeyRotated, OperatorKeyWithKey

_LIST = Operation(
    "operator-keys.list",
    "GET",
    "/operator-keys",
    "page",
    "OperatorKey",
    query=("fields", "page", "per_page", "sort", "created_after", "created_before", "search",),
)
_CREATE = Operation("operator-keys.create", "POST", "/operator-keys", "data", "OperatorKeyWithKey", body=True)
_GET = Operation(
    "operator-keys.get",
    "GET",
    "/operator-keys/{operator_key_id}",
    "data",
    "OperatorKey",
    query=("fields",),
)
_UPDATE = Operation("operator-keys.update", "PATCH", "/operator-keys/{operator_key_id}", "data", "OperatorKey")
_REVOKE = Operation("operator-keys.revoke", "DELETE", "/operator-keys/{operator_key_id}")
_ROTATE = Operation(
    "operator-keys.rotate",
    "POST",
    "/operator-keys/{operator_key_id}/rotate",
    "data",
    "OperatorKeyRotated",
)


class OperatorKeysResource(Resource):
    """Keys of the operators of Plinth. They act in every workspace."""

    def list(
        self,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "allowed_ips", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "expires_at", "-expires_at"]] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[OperatorKey]:
        """List operator keys.

        Lists the keys of all operators. Expired keys are listed for 30 days; revoked keys are not.

        An operator key with the scope `read:api-keys`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: Page[OperatorKey] = self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "allowed_ips", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "expires_at", "-expires_at"]] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[OperatorKey]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[OperatorKey] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
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
        expires_at: datetime | str | None | NotGiven = NOT_GIVEN,
        allowed_ips: Sequence[str] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> OperatorKeyWithKey:
        """Create an operator key; the key is shown only once.

        An omitted field takes the value of the key that creates the new one. No field may allow
        more than that key.

        An operator key with the scope `write:api-keys`.

        scopes: `action:resource`, where the action is read, write or delete; `all` or `*` stands
        for every action or every resource. The scope `metering` stands alone.
        expires_at: Null: the key never expires. Default: the expiry of your own key.
        allowed_ips: Allowed IP addresses and CIDRs. An empty list allows every address. Default:
        those of your own key.
        """
        answer: OperatorKeyWithKey = self._client._call(_CREATE, (), {
            "name": name,
            "scopes": scopes,
            "expires_at": expires_at,
            "allowed_ips": allowed_ips,
        }, options)
        return answer

    def get(
        self,
        operator_key_id: str,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "allowed_ips", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> OperatorKey:
        """Read an operator key.

        The response has the first characters of the key as `prefix`, never the whole key. A revoked
        key returns 404.

        An operator key with the scope `read:api-keys`.

        fields: Returns only these fields, and the ID.
        """
        answer: OperatorKey = self._client._call(_GET, (operator_key_id,), {
            "fields": fields,
        }, options)
        return answer

    def update(
        self,
        operator_key_id: str,
        *,
        name: str | NotGiven = NOT_GIVEN,
        scopes: Sequence[str] | NotGiven = NOT_GIVEN,
        allowed_ips: Sequence[str] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> OperatorKey:
        """Update an operator key.

        The expiry cannot be changed. A key gains scopes or addresses only if your own key could
        create such a key (422). The last key with the scope `*` must keep it, and so must the one
        that outlasts all others with that scope: otherwise the request returns 409.

        An operator key with the scope `write:api-keys`.

        scopes: `action:resource`, where the action is read, write or delete; `all` or `*` stands
        for every action or every resource. The scope `metering` stands alone.
        allowed_ips: Allowed IP addresses and CIDRs. An empty list allows every address.
        """
        answer: OperatorKey = self._client._call(_UPDATE, (operator_key_id,), {
            "name": name,
            "scopes": scopes,
            "allowed_ips": allowed_ips,
        }, options)
        return answer

    def revoke(self, operator_key_id: str, *, options: CallOptions | None = None) -> Response:
        """Revoke an operator key immediately.

        No gateway accepts the key for a call that begins after the response, and the sessions of
        the key end. The last key with the scope `*`, or the one that outlasts all others with that
        scope, cannot be revoked: the request returns 409.

        An operator key with the scope `delete:api-keys`.
        """
        answer: Response = self._client._call(_REVOKE, (operator_key_id,), {}, options)
        return answer

    def rotate(
        self,
        operator_key_id: str,
        *,
        grace_period_hours: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> OperatorKeyRotated:
        """Rotate an operator key; both keys work until the grace period ends.

        The new key has the same settings. The grace period is 24 hours by default, and ends with
        the expiry of the old key at the latest. A key that is expired or in its grace period is not
        rotated (409). A key cannot rotate itself with a `grace_period_hours` of 0, and your own key
        must allow everything that the rotated key allows (422).

        An operator key with the scope `write:api-keys`.

        grace_period_hours: Hours for which the replaced one still works; with 0 it ends at once.
        """
        answer: OperatorKeyRotated = self._client._call(_ROTATE, (operator_key_id,), {
            "grace_period_hours": grace_period_hours,
        }, options)
        return answer


class AsyncOperatorKeysResource(Resource):
    """Keys of the operators of Plinth. They act in every workspace."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "allowed_ips", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "expires_at", "-expires_at"]] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[OperatorKey]:
        """List operator keys.

        Lists the keys of all operators. Expired keys are listed for 30 days; revoked keys are not.

        An operator key with the scope `read:api-keys`.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        created_after: Returns only entries whose created_at is at this time or later.
        created_before: Returns only entries whose created_at is at this time or earlier.
        search: Returns only entries whose text fields contain this text, ignoring case.
        """
        answer: AsyncPage[OperatorKey] = await self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
            "created_after": created_after,
            "created_before": created_before,
            "search": search,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "allowed_ips", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["created_at", "-created_at", "name", "-name", "expires_at", "-expires_at"]] | NotGiven = NOT_GIVEN,
        created_after: datetime | str | date | NotGiven = NOT_GIVEN,
        created_before: datetime | str | date | NotGiven = NOT_GIVEN,
        search: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[OperatorKey]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[OperatorKey] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
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
        expires_at: datetime | str | None | NotGiven = NOT_GIVEN,
        allowed_ips: Sequence[str] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> OperatorKeyWithKey:
        """Create an operator key; the key is shown only once.

        An omitted field takes the value of the key that creates the new one. No field may allow
        more than that key.

        An operator key with the scope `write:api-keys`.

        scopes: `action:resource`, where the action is read, write or delete; `all` or `*` stands
        for every action or every resource. The scope `metering` stands alone.
        expires_at: Null: the key never expires. Default: the expiry of your own key.
        allowed_ips: Allowed IP addresses and CIDRs. An empty list allows every address. Default:
        those of your own key.
        """
        answer: OperatorKeyWithKey = await self._client._call(_CREATE, (), {
            "name": name,
            "scopes": scopes,
            "expires_at": expires_at,
            "allowed_ips": allowed_ips,
        }, options)
        return answer

    async def get(
        self,
        operator_key_id: str,
        *,
        fields: Sequence[Literal["id", "name", "prefix", "scopes", "allowed_ips", "last_used_at", "expires_at", "created_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> OperatorKey:
        """Read an operator key.

        The response has the first characters of the key as `prefix`, never the whole key. A revoked
        key returns 404.

        An operator key with the scope `read:api-keys`.

        fields: Returns only these fields, and the ID.
        """
        answer: OperatorKey = await self._client._call(_GET, (operator_key_id,), {
            "fields": fields,
        }, options)
        return answer

    async def update(
        self,
        operator_key_id: str,
        *,
        name: str | NotGiven = NOT_GIVEN,
        scopes: Sequence[str] | NotGiven = NOT_GIVEN,
        allowed_ips: Sequence[str] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> OperatorKey:
        """Update an operator key.

        The expiry cannot be changed. A key gains scopes or addresses only if your own key could
        create such a key (422). The last key with the scope `*` must keep it, and so must the one
        that outlasts all others with that scope: otherwise the request returns 409.

        An operator key with the scope `write:api-keys`.

        scopes: `action:resource`, where the action is read, write or delete; `all` or `*` stands
        for every action or every resource. The scope `metering` stands alone.
        allowed_ips: Allowed IP addresses and CIDRs. An empty list allows every address.
        """
        answer: OperatorKey = await self._client._call(_UPDATE, (operator_key_id,), {
            "name": name,
            "scopes": scopes,
            "allowed_ips": allowed_ips,
        }, options)
        return answer

    async def revoke(self, operator_key_id: str, *, options: CallOptions | None = None) -> Response:
        """Revoke an operator key immediately.

        No gateway accepts the key for a call that begins after the response, and the sessions of
        the key end. The last key with the scope `*`, or the one that outlasts all others with that
        scope, cannot be revoked: the request returns 409.

        An operator key with the scope `delete:api-keys`.
        """
        answer: Response = await self._client._call(_REVOKE, (operator_key_id,), {}, options)
        return answer

    async def rotate(
        self,
        operator_key_id: str,
        *,
        grace_period_hours: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> OperatorKeyRotated:
        """Rotate an operator key; both keys work until the grace period ends.

        The new key has the same settings. The grace period is 24 hours by default, and ends with
        the expiry of the old key at the latest. A key that is expired or in its grace period is not
        rotated (409). A key cannot rotate itself with a `grace_period_hours` of 0, and your own key
        must allow everything that the rotated key allows (422).

        An operator key with the scope `write:api-keys`.

        grace_period_hours: Hours for which the replaced one still works; with 0 it ends at once.
        """
        answer: OperatorKeyRotated = await self._client._call(_ROTATE, (operator_key_id,), {
            "grace_period_hours": grace_period_hours,
        }, options)
        return answer
