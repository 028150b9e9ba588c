from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from ._base_client import BaseClient
from ._call import Send
from ._interpret import untyped_value_of, value_of
from ._lines import Lines, chunks_of
from ._not_given import NOT_GIVEN, given_or
from ._paging import Page, Unseen, advanced, first_query, next_query
from .errors import AbortedError, TransportError
from .gen.resource_names import Resources

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping, Sequence

    from ._call import Steps
    from ._operation import Operation
    from ._response import Response
    from ._settings import CallOptions
    from ._transport import Transport
    from .errors import SdkError


class Client(BaseClient, Resources):
    __doc__ = f"Calls the API of Plinth; threads may share one. {BaseClient.__doc__}"

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: object = None,
        options: CallOptions | None = None,
    ) -> Any:
        """Calls any route below /api/v1, such as one that this version has no method for, with the same retries.

        Gives what the methods give: the `data` of the answer, an object by attributes; a Response where there is none.
        """
        return untyped_value_of(self._run(self._request_steps(method, path, query, body, options)))

    def close(self) -> None:
        """Closes all connections. Calls that run end with AbortedError."""
        self._transport.get().close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _new_transport(self, origin: str, ssl_context: ssl.SSLContext | None) -> LazyTransport:
        return LazyTransport(origin, ssl_context)

    def _call(
        self, operation: Operation, ids: Sequence[str], fields: Mapping[str, Any], options: CallOptions | None
    ) -> Any:
        response = self._run(self._operation_steps(operation, ids, fields, options))
        value = value_of(operation, fields, response)
        if operation.answer != "page" or value is None:
            return value

        def fetch(query: dict[str, Any]) -> Any:
            return self._call(operation, ids, advanced(fields, query), options)

        data, meta = value
        return Page[Any](data, meta, response, fetch)

    def _all(
        self, operation: Operation, ids: Sequence[str], fields: Mapping[str, Any], options: CallOptions | None
    ) -> Iterator[Any]:
        rows_of = {**fields, "per_page": given_or(fields.get("per_page", NOT_GIVEN), 100)}
        rows_of.update(first_query(operation.has_cursor))
        unseen = Unseen()
        while True:
            page = self._call(operation, ids, rows_of, options)
            yield from unseen.of(page.data)
            query = next_query(page.meta)
            if query is None:
                return
            rows_of = advanced(rows_of, query)

    def _lines(
        self, operation: Operation, ids: Sequence[str], fields: Mapping[str, Any], options: CallOptions | None
    ) -> Iterator[str]:
        response = self._run(self._operation_steps(operation, ids, fields, options))
        chunks, lines = chunks_of(response), Lines()
        try:
            for chunk in chunks:
                yield from lines.of(chunk)
            lines.end()
        except TransportError as err:
            err.attempts = response.attempts
            raise
        finally:
            chunks.close()

    def _run(self, steps: Steps) -> Response:
        transport: Transport = self._transport.get()
        result: Response | None = None
        failure: SdkError | None = None
        while True:
            try:
                step = steps.send(result) if failure is None else steps.throw(failure)
            except StopIteration as done:
                response: Response = done.value
                return response
            result = failure = None
            try:
                if isinstance(step, Send):
                    result = transport.send(step, self._settings.key)
                else:
                    transport.wait(step.seconds)
            except (TransportError, AbortedError) as err:
                failure = err


class LazyTransport:
    """Loads http.client with the first call; the client's copies in other contexts share it."""

    def __init__(self, origin: str, ssl_context: ssl.SSLContext | None) -> None:
        self._given = (origin, ssl_context)
        self._lock = threading.Lock()
        self._transport: Transport | None = None

    def get(self) -> Transport:
        if self._transport is None:
            from ._transport import Transport

            with self._lock:
                self._transport = self._transport or Transport(*self._given)
        return self._transport
