# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

from ..._not_given import NOT_GIVEN
from ..._operation import Operation
from ..._resource import Resource

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from typing import Literal
    from ..._not_given import NotGiven
    from ..._paging import AsyncPage, Page
    from ..._settings import CallOptions
    from ..inputs import EventTypesApplyEventType
    from ..models import EventType, EventTypesDifference

_LIST = Operation(
    "event-types.list",
    "GET",
    "/event-types",
    "page",
    "EventType",
    query=("fields", "page", "per_page", "sort",),
)
_APPLY = Operation(
    "event-types.apply",
    "PUT",
    "/event-types",
    "data",
    "EventTypesDifference",
    query=("dry_run",),
    body=True,
)


class EventTypesResource(Resource):
    """The types of events, each with its JSON Schema."""

    def list(
        self,
        *,
        fields: Sequence[Literal["name", "description", "is_emitted", "json_schema", "example", "origin", "group", "data_schema", "is_deprecated", "feature"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["name", "-name"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Page[EventType]:
        """List the event types that endpoints can subscribe to.

        Sorted by name: Plinth's own types and those that operators defined. For the key of a
        workspace, the list leaves out types whose feature the plan lacks; the plan is at most 2
        seconds old.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        """
        answer: Page[EventType] = self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["name", "description", "is_emitted", "json_schema", "example", "origin", "group", "data_schema", "is_deprecated", "feature"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["name", "-name"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Iterator[EventType]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: Iterator[EventType] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
        }, options)
        return answer

    def apply(
        self,
        *,
        event_types: Sequence[EventTypesApplyEventType],
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EventTypesDifference:
        """Replace all event types of the product (operators).

        Returns the added, changed and removed types. Plinth's own types stay. A type that an
        endpoint subscribes to by name cannot be removed: deprecate it. With `dry_run=true`, nothing
        is changed.

        Scope: `write:catalog`.

        For operators only.

        event_types: All event types of the product: those that are left out are removed.
        dry_run: Returns the changes without making them.
        """
        answer: EventTypesDifference = self._client._call(_APPLY, (), {
            "event_types": event_types,
            "dry_run": dry_run,
        }, options)
        return answer


class AsyncEventTypesResource(Resource):
    """The types of events, each with its JSON Schema."""

    async def list(
        self,
        *,
        fields: Sequence[Literal["name", "description", "is_emitted", "json_schema", "example", "origin", "group", "data_schema", "is_deprecated", "feature"]] | NotGiven = NOT_GIVEN,
        page: int | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["name", "-name"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncPage[EventType]:
        """List the event types that endpoints can subscribe to.

        Sorted by name: Plinth's own types and those that operators defined. For the key of a
        workspace, the list leaves out types whose feature the plan lacks; the plan is at most 2
        seconds old.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        page: Page number, from 1.
        per_page: Entries per page. Values above 100 count as 100.
        sort: Sort fields, with `-` in front for descending order. Default: newest first.
        """
        answer: AsyncPage[EventType] = await self._client._call(_LIST, (), {
            "fields": fields,
            "page": page,
            "per_page": per_page,
            "sort": sort,
        }, options)
        return answer

    def all(
        self,
        *,
        fields: Sequence[Literal["name", "description", "is_emitted", "json_schema", "example", "origin", "group", "data_schema", "is_deprecated", "feature"]] | NotGiven = NOT_GIVEN,
        per_page: int | NotGiven = NOT_GIVEN,
        sort: Sequence[Literal["name", "-name"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> AsyncIterator[EventType]:
        """Everything of the list, fetched 100 at a time while you iterate.

        Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up
        and are missed: make a list() of it first.
        """
        answer: AsyncIterator[EventType] = self._client._all(_LIST, (), {
            "fields": fields,
            "per_page": per_page,
            "sort": sort,
        }, options)
        return answer

    async def apply(
        self,
        *,
        event_types: Sequence[EventTypesApplyEventType],
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> EventTypesDifference:
        """Replace all event types of the product (operators).

        Returns the added, changed and removed types. Plinth's own types stay. A type that an
        endpoint subscribes to by name cannot be removed: deprecate it. With `dry_run=true`, nothing
        is changed.

        Scope: `write:catalog`.

        For operators only.

        event_types: All event types of the product: those that are left out are removed.
        dry_run: Returns the changes without making them.
        """
        answer: EventTypesDifference = await self._client._call(_APPLY, (), {
            "event_types": event_types,
            "dry_run": dry_run,
        }, options)
        return answer
