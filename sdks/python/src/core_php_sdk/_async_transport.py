from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING, Any, cast

from ._lines import is_lines
from ._response import Response
from .errors import AbortedError, SdkError, TransportError, TransportTimeout

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Coroutine

    from ._call import Send
    from ._secret import Secret


def library() -> tuple[str, Any]:
    """The library that sends, by name: httpx2, else httpx. Only what both have is used."""
    for name in ("httpx2", "httpx"):
        try:
            return name, importlib.import_module(name)
        except ModuleNotFoundError as err:
            if err.name != name:
                raise
    raise SdkError("AsyncClient needs httpx2 or httpx: pip install 'core-php-sdk[async]'.")


class AsyncTransport:
    """Sends over kept connections to one server, which belong to one event loop; a new loop gets new ones."""

    def __init__(self, origin: str, ssl_context: ssl.SSLContext | None) -> None:
        self._origin = origin
        self._ssl_context = ssl_context
        self._is_closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._http: Any = None
        self._running: set[asyncio.Future[Any]] = set()

    async def send(self, send: Send, key: Secret) -> Response:
        """One attempt. Throws TransportError, TransportTimeout or, once the client is closed, AbortedError."""
        response: Response = await self._answered(send, send.seconds, self._exchange(send, key))
        return response

    async def _answered(self, send: Send, seconds: float, work: Coroutine[Any, Any, Any]) -> Any:
        where = f"{send.method} {self._origin}{send.target.partition('?')[0]}"
        try:
            return await self._unless_closed(work, seconds)
        except asyncio.TimeoutError:
            raise TransportTimeout(f"{where} had no whole answer within {seconds:.3g} s.") from None
        except SdkError:
            raise
        # The library's own errors, and what its errors do not cover: OSError, ssl.SSLError, ValueError.
        except Exception as err:
            raise _failure(f"{where} failed: {str(err).rstrip('.') or type(err).__name__}.", err) from err

    async def wait(self, seconds: float) -> None:
        """Sleeps; close() ends it."""
        await self._unless_closed(asyncio.sleep(seconds), None)

    async def close(self) -> None:
        self._is_closed = True
        for running in list(self._running):
            running.cancel()
        http, self._http = self._http, None
        if http is not None and self._loop is asyncio.get_running_loop():
            await http.aclose()

    async def _unless_closed(self, work: Coroutine[Any, Any, Any], seconds: float | None) -> Any:
        if self._is_closed:
            work.close()
            raise AbortedError("The client is closed.")
        task = asyncio.ensure_future(work)
        self._running.add(task)
        try:
            return await asyncio.wait_for(task, seconds)
        except asyncio.CancelledError:
            # The caller's own cancellation passes on; close() cancels the work alone.
            if self._is_closed and not _is_cancelling():
                raise AbortedError("The client was closed during the call.") from None
            raise
        finally:
            self._running.discard(task)

    async def _exchange(self, send: Send, key: Secret) -> Response:
        http = self._client()
        request = http.build_request(
            send.method,
            self._origin + send.target,
            headers={**send.headers, "authorization": f"Bearer {key.reveal()}"},
            content=send.body,
        )
        answer = await http.send(request, stream=send.is_open)
        received = {name.lower(): value for name, value in answer.headers.items()}
        if send.is_open:
            if is_lines(answer.status_code, received):
                return Response(answer.status_code, received, b"", self._chunks(send, answer))
            await answer.aread()
        return Response(answer.status_code, received, answer.content)

    async def _chunks(self, send: Send, answer: Any) -> AsyncIterator[bytes]:
        parts = answer.aiter_raw()

        async def following() -> bytes | None:
            async for part in parts:
                return cast("bytes", part)
            return None

        try:
            while (part := await self._answered(send, send.more_seconds, following())) is not None:
                yield part
        finally:
            await answer.aclose()

    def _client(self) -> Any:
        loop = asyncio.get_running_loop()
        if self._http is None or self._loop is not loop:
            from http.cookiejar import CookieJar, DefaultCookiePolicy

            _, httpx = library()
            self._loop = loop
            self._http = httpx.AsyncClient(
                verify=self._tls(),
                timeout=None,
                follow_redirects=False,
                limits=httpx.Limits(max_connections=None, max_keepalive_connections=100),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            )
        return self._http

    def _tls(self) -> ssl.SSLContext:
        if self._ssl_context is None:
            import ssl

            self._ssl_context = ssl.create_default_context()
        return self._ssl_context


def _is_cancelling() -> bool:
    task = asyncio.current_task()
    # Python 3.10 cannot tell.
    cancelling = getattr(task, "cancelling", None)
    return cancelling is not None and cancelling() > 0


def _failure(message: str, cause: Exception) -> TransportError:
    error = TransportError(message)
    error.is_retryable = "CERTIFICATE_VERIFY_FAILED" not in str(cause)
    return error
