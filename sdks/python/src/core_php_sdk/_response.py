from __future__ import annotations

import json
from typing import Any, Generic, TypeVar

from .errors import UnexpectedAnswerError

T = TypeVar("T")


class RateLimit:
    """The calls of the hour: `limit`, `remaining`, and `reset` as a Unix time in seconds."""

    __slots__ = ("limit", "remaining", "reset")

    def __init__(self, limit: int, remaining: int, reset: int) -> None:
        self.limit, self.remaining, self.reset = limit, remaining, reset

    def __repr__(self) -> str:
        return f"RateLimit(limit={self.limit}, remaining={self.remaining}, reset={self.reset})"


class Response:
    """How a call was answered. `headers` has names in lower case; `attempts` counts from 1."""

    __slots__ = ("status", "headers", "body", "attempts", "idempotency_key", "chunks")

    def __init__(self, status: int, headers: dict[str, str], body: bytes, chunks: Any = None) -> None:
        #: Of a body that is left to be read: an iterator of its bytes, asynchronous where the client is.
        self.chunks = chunks
        self.status = status
        self.headers = headers
        self.body = body
        self.attempts = 1
        self.idempotency_key: str | None = None

    def __repr__(self) -> str:
        return f"<Response {self.status} {self.request_id}>"

    @property
    def request_id(self) -> str | None:
        return self.headers.get("x-request-id")

    @property
    def etag(self) -> str | None:
        return self.headers.get("etag")

    @property
    def replayed(self) -> bool:
        """True when an earlier attempt had taken effect and this is its stored answer."""
        return self.headers.get("idempotent-replayed", "").lower() == "true"

    @property
    def rate_limit(self) -> RateLimit | None:
        numbers = [self.headers.get(f"x-ratelimit-{name}", "") for name in ("limit", "remaining", "reset")]
        if not all(number.isdecimal() for number in numbers):
            return None
        return RateLimit(*(int(number) for number in numbers))

    def json(self) -> Any:
        """The body, parsed; None where there is none. Raises UnexpectedAnswerError where it is not JSON."""
        if self.status in (204, 304) or not self.body:
            return None
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            kind = self.headers.get("content-type", "no content type")
            what = f"The answer ({self.status}, {kind}, {len(self.body)} bytes) is not JSON."
            raise self.unexpected(f"{what} Is this address a Plinth?") from None

    def unexpected(self, message: str) -> UnexpectedAnswerError:
        """The error of an answer that is not Plinth's."""
        return UnexpectedAnswerError(
            message,
            status=self.status,
            request_id=self.request_id,
            idempotency_key=self.idempotency_key,
            attempts=self.attempts,
        )


class AnswerList(list[T], Generic[T]):
    """A list that response_of takes."""

    _response: Response | None = None


def response_of(answer: object) -> Response:
    """How `answer` came: status, headers, request_id, etag, replayed, rate_limit and attempts.

    Takes what a method returned, or a page; raises TypeError for anything else, such as the rows of a page.
    """
    found = answer if isinstance(answer, Response) else getattr(answer, "_response", None)
    if not isinstance(found, Response):
        raise TypeError("response_of takes what a method of the client returned.")
    return found
