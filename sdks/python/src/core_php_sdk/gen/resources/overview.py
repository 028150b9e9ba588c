# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

from ..._not_given import NOT_GIVEN
from ..._operation import Operation
from ..._resource import Resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal
    from ..._not_given import NotGiven
    from ..._settings import CallOptions
    from ..models import Overview

_GET = Operation("overview.get", "GET", "/overview", "data", "Overview", query=("fields",))


class OverviewResource(Resource):
    """State of the whole installation, for operators."""

    def get(
        self,
        *,
        fields: Sequence[Literal["deliveries", "endpoints", "oldest_due_seconds", "requests_1h", "denials_24h", "near_limit", "parts"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Overview:
        """Read the state of the whole installation (operators).

        You can read it every few seconds: each part counts again at most once a second. Deliveries
        and endpoints need `read:webhooks`, requests and denials `read:usage`, limits
        `read:entitlements`. A value is null if your scopes do not cover it, or if its part is not
        available.

        Requires an operator key.

        fields: Returns only these fields, and the ID.
        """
        answer: Overview = self._client._call(_GET, (), {
            "fields": fields,
        }, options)
        return answer


class AsyncOverviewResource(Resource):
    """State of the whole installation, for operators."""

    async def get(
        self,
        *,
        fields: Sequence[Literal["deliveries", "endpoints", "oldest_due_seconds", "requests_1h", "denials_24h", "near_limit", "parts"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Overview:
        """Read the state of the whole installation (operators).

        You can read it every few seconds: each part counts again at most once a second. Deliveries
        and endpoints need `read:webhooks`, requests and denials `read:usage`, limits
        `read:entitlements`. A value is null if your scopes do not cover it, or if its part is not
        available.

        Requires an operator key.

        fields: Returns only these fields, and the ID.
        """
        answer: Overview = await self._client._call(_GET, (), {
            "fields": fields,
        }, options)
        return answer
