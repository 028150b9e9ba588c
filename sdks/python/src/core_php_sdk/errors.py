"""Every error of this SDK is an SdkError. The classes of the API's codes, such as ResourceNotFound, are in core_php_sdk.codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .gen.codes import ErrorCode
    from .gen.models import EntitlementReserved


class SdkError(Exception):
    """Also raised by itself: for input that is refused before anything is sent."""


class _CallError(SdkError):
    """An error of a call. `idempotency_key` asks again for the same write within 24 hours: it takes effect once."""

    def __init__(self, message: str, *, idempotency_key: str | None = None, attempts: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.idempotency_key = idempotency_key
        self.attempts = attempts


class TransportError(_CallError):
    """No answer, or one that was cut. Whether a write took effect is not known."""

    #: False where another attempt would fail in the same way.
    is_retryable = True


class TransportTimeout(TransportError):
    """No whole answer in time."""


class AbortedError(_CallError):
    """The client was closed during the call. A cancelled task gets asyncio's CancelledError."""


class UnexpectedAnswerError(_CallError):
    """An answer that is not Plinth's: a page of a proxy, a redirect, broken JSON."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        request_id: str | None = None,
        idempotency_key: str | None = None,
        attempts: int = 0,
    ) -> None:
        super().__init__(message, idempotency_key=idempotency_key, attempts=attempts)
        self.status = status
        self.request_id = request_id


class NotIncluded(SdkError, AttributeError):
    """The field exists, and the call did not ask for it."""


class ReservationRefused(SdkError):
    """The plan allows no such reservation; `decision` says why."""

    def __init__(self, message: str, decision: EntitlementReserved | None = None) -> None:
        super().__init__(message)
        self.decision = decision


class WebhookVerificationError(SdkError):
    """`reason`: missing_header, bad_timestamp, too_old, too_new, no_match, not_raw, bad_secret or bad_body."""

    def __init__(self, message: str, reason: str = "no_match") -> None:
        super().__init__(message)
        self.reason = reason


class ApiError(_CallError):
    """An error that Plinth answered. Decide by `code` and `status`; `message` may change."""

    code: ErrorCode
    #: By field or parameter, the sentences that say what is wrong; by fact, its values.
    details: Mapping[str, Sequence[str]]

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        status: int = 0,
        details: Mapping[str, Sequence[str]] | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
        doc_url: str | None = None,
        idempotency_key: str | None = None,
        attempts: int = 0,
    ) -> None:
        super().__init__(message, idempotency_key=idempotency_key, attempts=attempts)
        self.code = code
        self.status = status
        self.details = details if details is not None else {}
        self.request_id = request_id
        self.retry_after = retry_after
        self.doc_url = doc_url

    def __str__(self) -> str:
        facts = [f"{self.status} {self.code}", *([self.request_id] if self.request_id else [])]
        return f"{self.message} ({', '.join(facts)}){_sentences(self.details)}"


def _sentences(details: Mapping[str, Sequence[str]]) -> str:
    lines: Sequence[str] = [
        f"\n  {name}: {' '.join(str(line) for line in lines) if isinstance(lines, list) else lines}"
        for name, lines in details.items()
    ]
    return "".join(lines)


class BadRequestError(ApiError):
    """400."""


class AuthenticationError(ApiError):
    """401."""


class PermissionDeniedError(ApiError):
    """403."""


class NotFoundError(ApiError):
    """404."""


class ConflictError(ApiError):
    """409."""


class PreconditionFailedError(ApiError):
    """412: the object has changed since it was read."""


class ValidationError(ApiError):
    """422."""


class RateLimitError(ApiError):
    """429. `retry_after` is in seconds."""


class ServerError(ApiError):
    """500 and above."""


_by_status: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    412: PreconditionFailedError,
    422: ValidationError,
    429: RateLimitError,
}


def class_of(status: int, code: str) -> type[ApiError]:
    """The class of the code; of its status, where the code is not known."""
    from .gen.codes import classes

    return classes.get(code) or _by_status.get(status) or (ServerError if status >= 500 else ApiError)
