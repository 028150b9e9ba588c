from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable

    from ._response import Response
    from .errors import SdkError


class Attempt:
    """One attempt of a call, as hooks and logs see it. It holds no key and no body."""

    __slots__ = ("method", "url", "number", "idempotency_key")

    def __init__(self, method: str, url: str, number: int, idempotency_key: str | None) -> None:
        self.method, self.url, self.number, self.idempotency_key = method, url, number, idempotency_key

    def __repr__(self) -> str:
        return f"<Attempt {self.number}: {self.method} {self.url}>"


class Hooks:
    """Reports of a client to its owner; an exception in a hook ends the call."""

    __slots__ = ("logger", "on_request", "on_response", "on_retry")

    def __init__(
        self,
        logger: logging.Logger | None = None,
        on_request: Callable[[Attempt], object] | None = None,
        on_response: Callable[[Attempt, Response], object] | None = None,
        on_retry: Callable[[Attempt, SdkError, float], object] | None = None,
    ) -> None:
        self.logger = logger if logger is not None else _logger_of_environment()
        self.on_request, self.on_response, self.on_retry = on_request, on_response, on_retry

    def request(self, attempt: Attempt) -> None:
        if self.logger is not None:
            self.logger.debug("%s %s, attempt %d", attempt.method, attempt.url, attempt.number)
        if self.on_request is not None:
            self.on_request(attempt)

    def response(self, attempt: Attempt, response: Response) -> None:
        if self.logger is not None:
            words = (attempt.method, attempt.url, response.status, response.request_id)
            self.logger.debug("%s %s answered %d (%s)", *words)
        if self.on_response is not None:
            self.on_response(attempt, response)

    def retry(self, attempt: Attempt, error: SdkError, seconds: float) -> None:
        if self.logger is not None:
            self.logger.info("%s %s failed: %s; retrying in %.3f s", attempt.method, attempt.url, error, seconds)
        if self.on_retry is not None:
            self.on_retry(attempt, error, seconds)

    def warn(self, sentence: str) -> None:
        if self.logger is not None:
            self.logger.warning("%s", sentence)


def _logger_of_environment() -> logging.Logger | None:
    if os.environ.get("PLINTH_LOG", "").lower() != "debug":
        return None
    import logging

    logger = logging.getLogger("core_php_sdk")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    return logger
