"""Verifies what Plinth sends to your endpoints. Needs no client."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from ._webhook_headers import webhook_headers
from ._webhook_signature import body_signatures, is_one_of, standard_signatures
from .errors import SdkError, WebhookVerificationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ._webhook_headers import Headers
    from .gen.events import Event

__all__ = ["WebhookVerificationError", "sign", "verify"]


def verify(
    body: bytes | str,
    headers: Headers,
    secret: str | Iterable[str],
    *,
    tolerance: float = 300,
    scheme: Literal["standard", "body"] = "standard",
) -> Event:
    """The event of a request that Plinth signed; raises WebhookVerificationError for any other.

    body: as it was received, before any parser.
    headers: a mapping, pairs, a WSGI environ or an ASGI scope's headers.
    secret: one, or several while a secret is rotated.
    tolerance: how many seconds the timestamp may be away from now, in both directions.
    scheme: "body" checks X-Webhook-Signature, which covers no time: a request that was seen once can be sent again.
    """
    _check_tolerance(tolerance)
    raw = _raw(body)
    secrets = _secrets(secret)
    found = webhook_headers(headers)
    if scheme == "body":
        _require(found, "x-webhook-signature")
        if not is_one_of(found["x-webhook-signature"], body_signatures(raw, secrets)):
            _fail("no_match", "The body signature matches none of the secrets.")
        return _event(raw)
    if scheme != "standard":
        raise SdkError('scheme must be "standard" or "body".')
    for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        _require(found, name)
    _check_time(found["webhook-timestamp"], tolerance)
    expected = standard_signatures(found["webhook-id"], found["webhook-timestamp"], raw, secrets)
    if not any(is_one_of(given, expected) for given in found["webhook-signature"].split(" ")):
        _fail("no_match", "The signature matches none of the secrets.")
    return _event(raw)


def sign(body: bytes | str, secret: str, *, id: str = "evt_test", timestamp: int | None = None) -> dict[str, str]:
    """The headers of a delivery, to test your own endpoint with. `timestamp` is in Unix seconds; default: now."""
    raw = _raw(body)
    secrets = _secrets(secret)
    now = str(int(time.time()) if timestamp is None else timestamp)
    return {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": now,
        "webhook-signature": standard_signatures(id, now, raw, secrets)[0],
        "x-webhook-id": id,
        "x-webhook-timestamp": now,
        "x-webhook-signature": body_signatures(raw, secrets)[0],
    }


def _raw(body: Any) -> bytes:
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    _fail(
        "not_raw",
        "The body must be the raw bytes of the request, not what a parser made of them: "
        "request.get_data() in Flask, request.body in Django, await request.body() in FastAPI and Starlette.",
    )


def _secrets(secret: Any) -> list[str]:
    secrets = [secret] if isinstance(secret, str) else list(secret) if hasattr(secret, "__iter__") else []
    if not secrets or not all(isinstance(one, str) and one for one in secrets):
        _fail("bad_secret", "There is no secret: give the whsec_… of the endpoint, or a list of several.")
    return secrets


def _require(headers: Mapping[str, str], name: str) -> None:
    if not headers.get(name):
        _fail("missing_header", f"The request has no header {name}.")


def _check_tolerance(tolerance: object) -> None:
    # NaN is neither more nor less than an age: a time of any age would pass.
    if isinstance(tolerance, bool) or not isinstance(tolerance, (int, float)) or not tolerance >= 0:
        raise SdkError("tolerance must be a number of seconds, 0 or more.")


def _check_time(text: str, tolerance: float) -> None:
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        _fail("bad_timestamp", "webhook-timestamp is not a number of seconds.")
    age = time.time() - int(text)
    if age > tolerance:
        _fail("too_old", f"The request is {age:.0f} s old; {tolerance:.0f} s are allowed.")
    if age < -tolerance:
        _fail("too_new", f"The request is {-age:.0f} s ahead of this clock; {tolerance:.0f} s are allowed.")


def _event(raw: bytes) -> Event:
    from .gen.events import UnknownEvent, classes

    try:
        value = json.loads(raw.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        _fail("bad_body", "The signature is right, but the body is no event: a JSON object with a type.")
    event: Event = classes.get(value["type"], UnknownEvent)(value)  # type: ignore[assignment]
    return event


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON.")


def _fail(reason: str, message: str) -> NoReturn:
    raise WebhookVerificationError(message, reason)
