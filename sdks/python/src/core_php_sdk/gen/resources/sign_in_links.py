# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

from ..._not_given import NOT_GIVEN
from ..._operation import Operation
from ..._resource import Resource

if TYPE_CHECKING:
    from ..._not_given import NotGiven
    from ..._settings import CallOptions
    from ..models import SignInLink

_CREATE = Operation("sign-in-links.create", "POST", "/sign-in-links", "data", "SignInLink")


class SignInLinksResource(Resource):
    """Links that sign in to the web console, once."""

    def create(
        self,
        *,
        expires_in_seconds: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> SignInLink:
        """Create a link that signs in to the console once.

        The link works for 15 minutes by default. The session acts for the key that makes the link,
        and ends when the key does; a link that a session makes signs in for no longer than that
        session. A key can have 100 links: a further one ends the oldest.

        An operator key with the scope `write:api-keys`.

        expires_in_seconds: How long the link works.
        """
        answer: SignInLink = self._client._call(_CREATE, (), {
            "expires_in_seconds": expires_in_seconds,
        }, options)
        return answer


class AsyncSignInLinksResource(Resource):
    """Links that sign in to the web console, once."""

    async def create(
        self,
        *,
        expires_in_seconds: int | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> SignInLink:
        """Create a link that signs in to the console once.

        The link works for 15 minutes by default. The session acts for the key that makes the link,
        and ends when the key does; a link that a session makes signs in for no longer than that
        session. A key can have 100 links: a further one ends the oldest.

        An operator key with the scope `write:api-keys`.

        expires_in_seconds: How long the link works.
        """
        answer: SignInLink = await self._client._call(_CREATE, (), {
            "expires_in_seconds": expires_in_seconds,
        }, options)
        return answer
