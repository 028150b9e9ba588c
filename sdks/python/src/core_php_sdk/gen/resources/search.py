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
    """Resources by ID, or by the beginning of a name."""

    def find(
        self,
        *,
        q: str,
        fields: Sequence[Literal["data"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> SearchResults:
        """Find resources by ID, or by the beginning of a name.

        Finds resources by ID; workspaces and namespaces by the beginning of their name or slug;
        users by name or email address; API keys by their first characters; webhooks by URL or host;
        and calls by request id. Returns at most 20 results, exact matches first. Operators who name
        no workspace search everywhere. Other callers search the workspace of the call, and find
        only resources that their scopes can read. Send only the first characters of an API key
        (`sk_live_AbCd`): a whole key in a URL is refused.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        q: ID, or beginning of an ID, name, address or URL.
        """
        answer: SearchResults = self._client._call(_FIND, (), {
            "fields": fields,
            "q": q,
        }, options)
        return answer


class AsyncSearchResource(Resource):
    """Resources by ID, or by the beginning of a name."""

    async def find(
        self,
        *,
        q: str,
        fields: Sequence[Literal["data"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> SearchResults:
        """Find resources by ID, or by the beginning of a name.

        Finds resources by ID; workspaces and namespaces by the beginning of their name or slug;
        users by name or email address; API keys by their first characters; webhooks by URL or host;
        and calls by request id. Returns at most 20 results, exact matches first. Operators who name
        no workspace search everywhere. Other callers search the workspace of the call, and find
        only resources that their scopes can read. Send only the first characters of an API key
        (`sk_live_AbCd`): a whole key in a URL is refused.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        q: ID, or beginning of an ID, name, address or URL.
        """
        answer: SearchResults = await self._client._call(_FIND, (), {
            "fields": fields,
            "q": q,
        }, options)
        return answer
