from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from core_php_sdk import ApiError, SdkError, response_of
from kit import Travel, asked, eventually, now, rows


async def until_it_succeeds(call: Callable[[dict[str, Any]], Any]) -> Any:
    """Asks again with the key that the error carries, until there is an answer."""
    options: dict[str, Any] = {}
    while True:
        try:
            return await now(call(options))
        except SdkError as err:
            key = getattr(err, "idempotency_key", None)
            # A refusal of Plinth stays one.
            if key is None or isinstance(err, ApiError):
                raise
            options = {"idempotency_key": key}


async def cut_after_commit(travel: Travel) -> None:
    _, told = await travel.tenant()
    proxy = await asked("POST", "/proxies", {"cut": "next-write"})
    name = f"Cut {uuid.uuid4()}"
    operator = travel.operator(url=proxy["url"])
    made = await now(operator.workspaces.create(name=name, owner_id=told["user_id"]))
    assert (response_of(made).attempts, response_of(made).replayed) == (2, True)
    await _one_of(operator.with_context(workspace_id=made.id), "workspaces", name, made.id)


async def killed_in_a_write(travel: Travel) -> None:
    crash = await asked("POST", "/crashes")
    try:
        client = travel.client(crash["key"], crash["url"])
        name = f"Killed {uuid.uuid4()}"
        made = await until_it_succeeds(lambda options: client.namespaces.create(name=name, options=options))
        await _one_of(client, "namespaces", name, made.id)
    finally:
        await asked("POST", f"/crashes/{crash['id']}/end")


async def _one_of(client: Any, resource: str, name: str, id: str) -> None:
    assert [row.id async for row in rows(getattr(client, resource).all(search=name))] == [id]

    async def one_event() -> None:
        events = [event async for event in rows(client.events.all(type=f"{resource[:-1]}.created"))]
        assert [event.data.object.id for event in events].count(id) == 1

    await eventually(one_event)


async def thousand_writes(travel: Travel) -> None:
    told = await asked("POST", "/thousand-writes")
    client = travel.client(told["key"], told["url"], retry_delay=0.002)

    async def one() -> None:
        await until_it_succeeds(
            lambda options: client.entitlements.record_usage(told["namespace_id"], feature=told["feature"], quantity=1, options=options)
        )

    if travel.is_async:
        await travel.at_once([one] * 1000, workers=16)
    else:
        import asyncio

        await travel.at_once([lambda: asyncio.run(one())] * 1000, workers=16)
