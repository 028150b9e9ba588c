from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._async_transport import AsyncTransport, library
from ._base_client import BaseClient
from ._call import Send
from ._interpret import untyped_value_of, value_of
from ._lines import Lines, chunks_of
from ._not_given import NOT_GIVEN, given_or
from ._paging import AsyncPage, Unseen, advanced, first_query, next_query
from .errors import AbortedError, TransportError
from .gen.resource_names import AsyncResources

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Mapping, Sequence

    from ._call import Steps
    from ._operation import Operation
    from ._response import Response
    from ._settings import CallOptions
    from .errors import SdkError


class AsyncClient(BaseClient, AsyncResources):
    __doc__ = f"Calls the API of Plinth from asyncio, by httpx2 or httpx. {BaseClient.__doc__}"

    async def request(
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
        return untyped_value_of(await self._run(self._request_steps(method, path, query, body, options)))

    async def close(self) -> None:
        """Closes all connections. Calls that run end with AbortedError."""
        await self._transport.close()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _library(self) -> str:
        name, module = library()
        return f"{name}/{module.__version__}"

    def _new_transport(self, origin: str, ssl_context: ssl.SSLContext | None) -> AsyncTransport:
        return AsyncTransport(origin, ssl_context)

    async def _call(
        self, operation: Operation, ids: Sequence[str], fields: Mapping[str, Any], options: CallOptions | None
    ) -> Any:
        response = await self._run(self._operation_steps(operation, ids, fields, options))
        value = value_of(operation, fields, response)
        if operation.answer != "page" or value is None:
            return value

        async def fetch(query: dict[str, Any]) -> Any:
            return await self._call(operation, ids, advanced(fields, query), options)

        data, meta = value
        return AsyncPage[Any](data, meta, response, fetch)

    async def _all(
        self, operation: Operation, ids: Sequence[str], fields: Mapping[str, Any], options: CallOptions | None
    ) -> AsyncIterator[Any]:
        rows_of = {**fields, "per_page": given_or(fields.get("per_page", NOT_GIVEN), 100)}
        rows_of.update(first_query(operation.has_cursor))
        unseen = Unseen()
        while True:
            page = await self._call(operation, ids, rows_of, options)
            for row in unseen.of(page.data):
                yield row
            query = next_query(page.meta)
            if query is None:
                return
            rows_of = advanced(rows_of, query)

    async def _lines(
        self, operation: Operation, ids: Sequence[str], fields: Mapping[str, Any], options: CallOptions | None
    ) -> AsyncIterator[str]:
        response = await self._run(self._operation_steps(operation, ids, fields, options))
        chunks, lines = chunks_of(response), Lines()
        try:
            async for chunk in chunks:
                for line in lines.of(chunk):
                    yield line
            lines.end()
        except TransportError as err:
            err.attempts = response.attempts
            raise
        finally:
            await chunks.aclose()

    async def _run(self, steps: Steps) -> Response:
        transport: AsyncTransport = self._transport
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
                    result = await transport.send(step, self._settings.key)
                else:
                    await transport.wait(step.seconds)
            except (TransportError, AbortedError) as err:
                failure = err
