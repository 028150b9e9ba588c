"""The steps of a call, without I/O: `call` yields Send and Wait, and the client of either kind carries them out."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, NamedTuple

from ._deprecation import warn_once
from ._hooks import Attempt
from ._refusal import refusal, retry_after_of
from ._response import Response
from ._settings import checked_header, checked_limits
from .errors import AbortedError, ApiError, SdkError, TransportError, TransportTimeout

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from ._settings import CallOptions, Settings

#: Sockets and timers refuse longer times: 24 days, and a longer time is none.
_attempt_seconds_max = 2_147_483.0
_retried = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Those of _headers, and those of the connection.
_own_headers = frozenset({
    "accept", "accept-encoding", "authorization", "connection", "content-length", "content-type", "host",
    "idempotency-key", "if-match", "if-none-match", "transfer-encoding", "user-agent", "x-namespace-id", "x-workspace-id",
})  # fmt: skip


class Send(NamedTuple):
    """One attempt. `seconds` bounds connecting, sending and the whole answer. Answered with a Response.

    `is_open`: the body of lines is left to be read, in `Response.chunks`; `more_seconds` bounds each wait for more of it.
    """

    method: str
    target: str
    headers: dict[str, str]
    body: bytes | None
    seconds: float
    is_open: bool = False
    more_seconds: float = 0


class Wait(NamedTuple):
    seconds: float


if TYPE_CHECKING:
    Steps = Generator[Send | Wait, Response | None, Response]


def call(
    settings: Settings,
    method: str,
    target: str,
    body: bytes | None,
    options: CallOptions,
    *,
    route: str,
    is_open: bool = False,
) -> Steps:
    """Attempts until there is an answer that counts. Throws the last attempt's error otherwise."""
    key = None if method in ("GET", "HEAD") else _idempotency_key(options)
    headers = _headers(settings, options, body, key)
    if is_open:
        headers["accept"] = "application/x-ndjson, application/json"
    limits = _limits(settings, options)
    end = time.monotonic() + limits["total_timeout"]
    url = settings.origin + target
    number = 0
    while True:
        number += 1
        attempt = Attempt(method, url, number, key)
        settings.hooks.request(attempt)
        failure: ApiError | TransportError | SdkError
        try:
            left = end - time.monotonic()
            if left <= 0:
                raise TransportTimeout(f"{method} {url} had no time left.")
            timeout = min(limits["timeout"], _attempt_seconds_max)
            response = yield Send(method, target, headers, body, min(timeout, left), is_open, timeout)
            assert response is not None
        except (TransportError, AbortedError) as err:
            err.idempotency_key, err.attempts = key, number
            if isinstance(err, AbortedError):
                raise
            if settings.is_default_url:
                err.message = f"{err.message} This is the default address; set base_url or PLINTH_URL."
                err.args = (err.message,)
            failure, wished, can_retry = err, None, err.is_retryable
        else:
            response.attempts, response.idempotency_key = number, key
            settings.hooks.response(attempt, response)
            warn_once(route, response, settings)
            if 200 <= response.status < 300 or response.status == 304:
                return response
            failure = refusal(response, url, settings.origin)
            wished = retry_after_of(response)
            can_retry = response.status in _retried or (
                isinstance(failure, ApiError) and failure.code == "IDEMPOTENCY_IN_PROGRESS"
            )
        if not can_retry or number > limits["max_retries"]:
            raise failure
        if wished is not None and wished > limits["max_retry_wait"]:
            raise failure
        # On top of Retry-After: clients told the same second would otherwise all come back in it.
        seconds = (wished or 0.0) + random.uniform(0, min(8.0, limits["retry_delay"] * 2 ** (number - 1)))
        if time.monotonic() + seconds >= end:
            raise failure
        settings.hooks.retry(attempt, failure, seconds)
        try:
            yield Wait(seconds)
        except AbortedError as err:
            err.idempotency_key, err.attempts = key, number
            raise


def _limits(settings: Settings, options: CallOptions) -> Mapping[str, float]:
    own: dict[str, float] = {name: options[name] for name in settings.limits if name in options}  # type: ignore[literal-required]
    return {**settings.limits, **checked_limits(own)} if own else settings.limits


def _idempotency_key(options: CallOptions) -> str:
    if "idempotency_key" in options:
        key = checked_header("idempotency_key", options["idempotency_key"])
        if not 1 <= len(key) <= 255:
            raise SdkError("idempotency_key must have 1 to 255 characters.")
        return key
    import uuid

    return str(uuid.uuid4())


def _headers(settings: Settings, options: CallOptions, body: bytes | None, key: str | None) -> dict[str, str]:
    headers = {
        "accept": "application/json",
        "accept-encoding": "identity",
        "user-agent": settings.user_agent,
        **({"content-type": "application/json"} if body is not None else {}),
    }
    own: list[Mapping[str, str]] = [settings.headers, options.get("headers", {})]
    for given in own:
        for name, value in given.items():
            lower = checked_header("A header's name", name).lower()
            if not lower.replace("-", "").replace("_", "").isalnum():
                raise SdkError(f"{name!r} is no name of a header.")
            if lower in _own_headers:
                raise SdkError(f"The client sets the header {lower} itself; where there is an option for it, use that.")
            headers[lower] = checked_header(name, value)
    context = {
        "x-workspace-id": options.get("workspace_id", settings.workspace_id),
        "x-namespace-id": options.get("namespace_id", settings.namespace_id),
        "if-match": options.get("if_match"),
        "if-none-match": options.get("if_none_match"),
        "idempotency-key": key,
    }
    headers.update({name: checked_header(name, value) for name, value in context.items() if value is not None})
    return headers
