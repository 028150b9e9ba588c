from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from ._call import call
from ._hooks import Hooks
from ._interpret import body_of, target_of
from ._operation import json_body, query_string
from ._settings import Settings, checked_options, user_agent
from .errors import SdkError
from .gen.version import VERSION

if TYPE_CHECKING:
    import logging
    import ssl
    from collections.abc import Callable, Mapping, Sequence

    from ._call import Steps
    from ._hooks import Attempt
    from ._operation import Operation
    from ._response import Response
    from ._settings import AppInfo, CallOptions

Self = TypeVar("Self", bound="BaseClient")

_path = re.compile(r"/[!-~]*\Z")
_dots = re.compile(r"(^|/)\.{1,2}(/|$)|[?#\\]")


def _read(path: str) -> str:
    """The path as a server may read it."""
    return re.sub("%2f", "/", re.sub("%2e", ".", path, flags=re.I), flags=re.I)


class BaseClient:
    """The base of both clients: everything but the sending. Times are in seconds.

    `key` is else PLINTH_API_KEY, `base_url` else PLINTH_URL, else http://127.0.0.1:8080.
    `timeout` bounds one attempt with its body, `total_timeout` the call with its waits. Of lines, `timeout` also bounds each
    wait for more of them, and `total_timeout` ends with the first.
    """

    def __init__(
        self,
        key: str | None = None,
        *,
        base_url: str | None = None,
        workspace_id: str | None = None,
        namespace_id: str | None = None,
        timeout: float = 30,
        total_timeout: float = 120,
        max_retries: int = 2,
        retry_delay: float = 0.5,
        max_retry_wait: float = 30,
        headers: Mapping[str, str] | None = None,
        app_info: AppInfo | None = None,
        ssl_context: ssl.SSLContext | None = None,
        logger: logging.Logger | None = None,
        on_request: Callable[[Attempt], object] | None = None,
        on_response: Callable[[Attempt, Response], object] | None = None,
        on_retry: Callable[[Attempt, SdkError, float], object] | None = None,
    ) -> None:
        self._settings = Settings(
            key,
            base_url,
            workspace_id=workspace_id,
            namespace_id=namespace_id,
            headers=headers,
            limits={
                "timeout": timeout,
                "total_timeout": total_timeout,
                "max_retries": max_retries,
                "retry_delay": retry_delay,
                "max_retry_wait": max_retry_wait,
            },
            user_agent=user_agent(VERSION, self._library(), app_info),
            hooks=Hooks(logger, on_request, on_response, on_retry),
        )
        self._transport = self._new_transport(self._settings.origin, ssl_context)

    def with_context(self: Self, *, workspace_id: str | None = None, namespace_id: str | None = None) -> Self:
        """The same client on the same connections, in another workspace or namespace."""
        other: Self = object.__new__(type(self))
        other._settings = self._settings.with_context(workspace_id, namespace_id)
        other._transport = self._transport
        return other

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._settings.origin}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A client holds a key and connections and is not pickled. Make one in the other process.")

    def _library(self) -> str | None:
        """The library that sends the requests, for the user agent."""
        return None

    def _new_transport(self, origin: str, ssl_context: ssl.SSLContext | None) -> Any:
        raise NotImplementedError

    def _operation_steps(
        self, operation: Operation, ids: Sequence[str], fields: Mapping[str, Any], options: CallOptions | None
    ) -> Steps:
        return call(
            self._settings,
            operation.method,
            target_of(operation, self._settings.prefix, ids, fields),
            body_of(operation, fields),
            checked_options(options or {}),
            route=f"{operation.method} {operation.path}",
            is_open=operation.answer == "lines",
        )

    def _request_steps(
        self, method: str, path: str, query: Mapping[str, Any] | None, body: object, options: CallOptions | None
    ) -> Steps:
        if not isinstance(method, str) or not re.fullmatch(r"[A-Za-z]+", method):
            raise SdkError("method must be letters, such as GET.")
        if not isinstance(path, str) or not _path.match(path) or _dots.search(_read(path)):
            raise SdkError('path must begin with "/", be percent-encoded, and have no query and no "." or "..".')
        return call(
            self._settings,
            method.upper(),
            f"{self._settings.prefix}{path}{query_string(query or {})}",
            None if body is None else json_body(body),
            checked_options(options or {}),
            route=f"{method.upper()} {path}",
        )
