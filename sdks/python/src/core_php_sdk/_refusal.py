from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from .errors import SdkError, class_of

if TYPE_CHECKING:
    from ._response import Response

_help = re.compile(r'<([^>]+)>\s*;[^,]*rel="?help"?')


def refusal(response: Response, url: str, origin: str) -> SdkError:
    """The error of an answer that is not 2xx: the API's, or that of something on the way to it."""
    error = _envelope(response)
    if error is None:
        kind = response.headers.get("content-type", "no content type")
        where = f" to {response.headers['location']}" if 300 <= response.status < 400 and "location" in response.headers else ""
        followed = " Redirects are not followed; set base_url to the final address." if where else ""
        what = f"{url} answered {response.status}{where} ({kind}), which is not an answer of Plinth."
        return response.unexpected(what + followed)
    code = error["code"]
    link = _help.search(response.headers.get("link", ""))
    doc_url = None if link is None else link[1] if "://" in link[1] else f"{origin}{link[1]}"
    details = error.get("details")
    return class_of(response.status, code)(
        str(error.get("message", code)),
        code=code,
        status=response.status,
        details=details if isinstance(details, dict) else None,
        request_id=response.request_id or error.get("request_id"),
        retry_after=retry_after_of(response, error),
        doc_url=doc_url,
        idempotency_key=response.idempotency_key,
        attempts=response.attempts,
    )


def _envelope(response: Response) -> dict[str, Any] | None:
    if 300 <= response.status < 400:
        return None
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return None
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) and isinstance(error.get("code"), str) else None


def retry_after_of(response: Response, error: dict[str, Any] | None = None) -> float | None:
    """Seconds from now; None where the answer says none, or nonsense."""
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    if text:
        return _seconds_until(text)
    value = (error or {}).get("retry_after")
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0 else None


def _seconds_until(date: str) -> float | None:
    import time
    from email.utils import mktime_tz, parsedate_tz

    parsed = parsedate_tz(date)
    if parsed is None or parsed[9] is None:
        return None
    try:
        return max(0.0, mktime_tz(parsed) - time.time())
    except (OverflowError, ValueError):
        return None
