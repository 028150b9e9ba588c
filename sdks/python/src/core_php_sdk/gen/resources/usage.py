# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

from ..._not_given import NOT_GIVEN
from ..._operation import Operation
from ..._resource import Resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from typing import Literal
    from ..._not_given import NotGiven
    from ..._settings import CallOptions
    from ..models import Usage

_GET = Operation("usage.get", "GET", "/usage", "data", "Usage", query=("fields", "from", "to", "group_by",))


class UsageResource(Resource):
    """API requests of a workspace, and its remaining limits."""

    def get(
        self,
        *,
        fields: Sequence[Literal["period", "totals", "response_time", "data_transfer", "rate_limit", "entitlements", "groups"]] | NotGiven = NOT_GIVEN,
        from_: datetime | str | date | NotGiven = NOT_GIVEN,
        to: datetime | str | date | NotGiven = NOT_GIVEN,
        group_by: Literal["day", "endpoint", "key"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Usage:
        """Read the API usage of the workspace.

        Requests are counted within 5 seconds. Hours, endpoints and keys are kept for 30 days, daily
        totals without limit. This call does not count against the hourly rate limit.

        Scope: `read:usage`.

        fields: Returns only these fields, and the ID.
        from_: Default: 30 days before `to`.
        to: Default: now.
        group_by: Adds totals for each value of this group.
        """
        answer: Usage = self._client._call(_GET, (), {
            "fields": fields,
            "from": from_,
            "to": to,
            "group_by": group_by,
        }, options)
        return answer


class AsyncUsageResource(Resource):
    """API requests of a workspace, and its remaining limits."""

    async def get(
        self,
        *,
        fields: Sequence[Literal["period", "totals", "response_time", "data_transfer", "rate_limit", "entitlements", "groups"]] | NotGiven = NOT_GIVEN,
        from_: datetime | str | date | NotGiven = NOT_GIVEN,
        to: datetime | str | date | NotGiven = NOT_GIVEN,
        group_by: Literal["day", "endpoint", "key"] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Usage:
        """Read the API usage of the workspace.

        Requests are counted within 5 seconds. Hours, endpoints and keys are kept for 30 days, daily
        totals without limit. This call does not count against the hourly rate limit.

        Scope: `read:usage`.

        fields: Returns only these fields, and the ID.
        from_: Default: 30 days before `to`.
        to: Default: now.
        group_by: Adds totals for each value of this group.
        """
        answer: Usage = await self._client._call(_GET, (), {
            "fields": fields,
            "from": from_,
            "to": to,
            "group_by": group_by,
        }, options)
        return answer
