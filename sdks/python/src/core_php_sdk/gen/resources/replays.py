# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answer import OneOf
from ..._not_given import NOT_GIVEN
from ..._operation import Operation
from ..._resource import Resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Literal
    from ..._not_given import NotGiven
    from ..._response import Response
    from ..._settings import CallOptions
    from ..models import Replay, ReplayCount

_CREATE = Operation(
    "replays.create",
    "POST",
    "/webhooks/{webhook_id}/replay",
    "data",
    OneOf(("ReplayCount", "Replay")),
    query=("dry_run",),
    body=True,
)
_GET = Operation(
    "replays.get",
    "GET",
    "/webhooks/{webhook_id}/replays/{replay_id}",
    "data",
    "Replay",
    query=("fields",),
)
_CANCEL = Operation("replays.cancel", "DELETE", "/webhooks/{webhook_id}/replays/{replay_id}")


class ReplaysResource(Resource):
    """Ended deliveries of a webhook that are sent again."""

    def create(
        self,
        webhook_id: str,
        *,
        since: datetime | str,
        until: datetime | str | NotGiven = NOT_GIVEN,
        status: Literal["success", "failed", "cancelled"] | NotGiven = NOT_GIVEN,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> ReplayCount | Replay:
        """Replay the deliveries of a period.

        Sends every ended delivery that was created between `since` and `until` again, with the same
        bytes and the same `webhook-id`. The speed depends on the endpoint. An endpoint has at most
        one running replay. Returns 422 if the endpoint has more than 100,000 deliveries of any
        status in the period: replay shorter periods, one after another.

        Scope: `write:webhooks`.

        Role: owner or admin.

        since: Deliveries that were created from then on.
        until: Default: now.
        status: Replays only deliveries with these statuses. Default: all three.
        dry_run: Returns the number of deliveries, and sends none.
        """
        answer: ReplayCount | Replay = self._client._call(_CREATE, (webhook_id,), {
            "since": since,
            "until": until,
            "status": status,
            "dry_run": dry_run,
        }, options)
        return answer

    def get(
        self,
        webhook_id: str,
        replay_id: str,
        *,
        fields: Sequence[Literal["id", "webhook_id", "status", "total", "done", "created_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Replay:
        """Read the progress of a replay.

        `done` counts deliveries that are queued, whatever comes of them: their results are in the
        list of deliveries. A replay with the status `done` has queued all.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        """
        answer: Replay = self._client._call(_GET, (webhook_id, replay_id), {
            "fields": fields,
        }, options)
        return answer

    def cancel(self, webhook_id: str, replay_id: str, *, options: CallOptions | None = None) -> Response:
        """Cancel a replay; deliveries that are already queued are sent.

        A replay that has ended stays as it is.

        Scope: `delete:webhooks`.

        Role: owner or admin.
        """
        answer: Response = self._client._call(_CANCEL, (webhook_id, replay_id), {}, options)
        return answer


class AsyncReplaysResource(Resource):
    """Ended deliveries of a webhook that are sent again."""

    async def create(
        self,
        webhook_id: str,
        *,
        since: datetime | str,
        until: datetime | str | NotGiven = NOT_GIVEN,
        status: Literal["success", "failed", "cancelled"] | NotGiven = NOT_GIVEN,
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> ReplayCount | Replay:
        """Replay the deliveries of a period.

        Sends every ended delivery that was created between `since` and `until` again, with the same
        bytes and the same `webhook-id`. The speed depends on the endpoint. An endpoint has at most
        one running replay. Returns 422 if the endpoint has more than 100,000 deliveries of any
        status in the period: replay shorter periods, one after another.

        Scope: `write:webhooks`.

        Role: owner or admin.

        since: Deliveries that were created from then on.
        until: Default: now.
        status: Replays only deliveries with these statuses. Default: all three.
        dry_run: Returns the number of deliveries, and sends none.
        """
        answer: ReplayCount | Replay = await self._client._call(_CREATE, (webhook_id,), {
            "since": since,
            "until": until,
            "status": status,
            "dry_run": dry_run,
        }, options)
        return answer

    async def get(
        self,
        webhook_id: str,
        replay_id: str,
        *,
        fields: Sequence[Literal["id", "webhook_id", "status", "total", "done", "created_at"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Replay:
        """Read the progress of a replay.

        `done` counts deliveries that are queued, whatever comes of them: their results are in the
        list of deliveries. A replay with the status `done` has queued all.

        Scope: `read:webhooks`.

        fields: Returns only these fields, and the ID.
        """
        answer: Replay = await self._client._call(_GET, (webhook_id, replay_id), {
            "fields": fields,
        }, options)
        return answer

    async def cancel(self, webhook_id: str, replay_id: str, *, options: CallOptions | None = None) -> Response:
        """Cancel a replay; deliveries that are already queued are sent.

        A replay that has ended stays as it is.

        Scope: `delete:webhooks`.

        Role: owner or admin.
        """
        answer: Response = await self._client._call(_CANCEL, (webhook_id, replay_id), {}, options)
        return answer
