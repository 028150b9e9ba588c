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
    from ..models import SearchResults

_FIND = Operation("search.find", "GET", "/search", "bare", "SearchResults", query=("fields", "q",))


class SearchResource(Resource):
    """Everything about search."""

    def find(
        self,
        *,
        fields: Sequence[Literal["data"]] | NotGiven = NOT_GIVEN,
        q: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> SearchResults:
        """Find anything by its ID, or by how it begins.

        Finds an ID of any of these types; the beginning of the name or slug of a workspace or namespace, of the name or address of a user, of an API key, and of the URL or host of a webhook; and a request id. At most 20, exact ones first. Operators who name no workspace search everywhere; other callers find what is in the workspace of the call, and only what their scopes may read. Of an API key, send how it begins (`sk_live_AbCd`): a whole one is refused in a URL, as everywhere.  Requires any valid API key.
        fields: Returns only these fields, and the ID.
        q: Required.
        """
        answer: SearchResults = self._client._call(_FIND, (), {
            "fields": fields,
            "q": q,
        }, options)
        return answer


class AsyncSearchResource(Resource):
    """Everything about search."""

    async def find(
        self,
        *,
        fields: Sequence[Literal["data"]] | NotGiven = NOT_GIVEN,
        q: str | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> SearchResults:
        """Find anything by its ID, or by how it begins.

        Finds an ID of any of these types; the beginning of the name or slug of a workspace or namespace, of the name or address of a user, of an API key, and of the URL or host of a webhook; and a request id. At most 20, exact ones first. Operators who name no workspace search everywhere; other callers find what is in the workspace of the call, and only what their scopes may read. Of an API key, send how it begins (`sk_live_AbCd`): a whole one is refused in a URL, as everywhere.  Requires any valid API key.
        fields: Returns only these fields, and the ID.
        q: Required.
        """
        answer: SearchResults = await self._client._call(_FIND, (), {
            "fields": fields,
            "q": q,
        }, options)
        return answer
