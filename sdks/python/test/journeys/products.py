from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from core_php_sdk import PreconditionFailedError, WebhookVerificationError, events, response_of, webhooks
from kit import Travel, asked, eventually, now, rows


async def entitlements(travel: Travel) -> None:
    client, told = await travel.tenant()
    place = told["namespace_id"]
    await now(travel.operator().namespace_packages.assign(place, package="pro"))
    plan = client.entitlements
    assert (await now(plan.check(place, feature="api_calls", quantity=1))).allowed
    assert (await now(plan.consume(place, feature="api_calls", quantity=2))).usage_id
    first = await now(plan.reserve(place, feature="api_calls", quantity=3, ttl_seconds=60))
    await now(plan.commit_reservation(place, first.reservation.id, quantity=2))
    second = await now(plan.reserve(place, feature="api_calls", quantity=4, ttl_seconds=60))
    await now(plan.release_reservation(place, second.reservation.id))

    async def used() -> int:
        return int((await now(plan.check(place, feature="api_calls"))).current_usage)

    assert await used() == 4
    await _with_reservation(travel, plan, place, lambda: None)
    assert await used() == 5
    try:
        await _with_reservation(travel, plan, place, lambda: 1 // 0)
    except ZeroDivisionError:
        pass
    assert await used() == 5


async def _with_reservation(travel: Travel, plan: Any, place: str, work: Callable[[], object]) -> None:
    hold = plan.with_reservation(place, feature="api_calls", quantity=1, ttl_seconds=60)
    if travel.is_async:
        async with hold:
            work()
    else:
        with hold:
            work()


async def key_rotation(travel: Travel) -> None:
    client, told = await travel.tenant()
    second = await now(client.api_keys.create(name="To rotate", scopes=["read:all", "write:all"]))
    using = travel.client(second.key)

    async def load() -> None:
        for _ in range(3):
            await travel.at_once([using.users.current] * 20)

    async def rotate() -> Any:
        return await now(client.api_keys.rotate(second.id, grace_period_hours=1))

    _, rotated = await asyncio.gather(load(), rotate())
    assert rotated.previous.id == second.id
    assert timedelta(minutes=50) < rotated.previous.expires_at - datetime.now(timezone.utc) < timedelta(minutes=70)
    for client in (using, travel.client(rotated.key)):
        assert {answer.id for answer in await travel.at_once([client.users.current] * 20)} == {told["user_id"]}


async def webhook_received(travel: Travel) -> None:
    client, _ = await travel.tenant()
    receiver = await asked("POST", "/receivers")
    endpoint = await now(client.webhooks.create(url=receiver["url"], events=["namespace.created"]))
    old = endpoint.secret
    made = await now(client.namespaces.create(name="Told"))
    [request] = await asked("GET", f"/receivers/{receiver['id']}/requests?count=1")
    event = webhooks.verify(request["body"].encode(), request["headers"], old)
    assert isinstance(event, events.NamespaceCreatedEvent) and event.data.object.id == made.id
    new = (await now(client.webhooks.rotate_secret(endpoint.id, grace_period_hours=1))).secret
    other = await now(client.namespaces.create(name="Told again"))
    request = (await asked("GET", f"/receivers/{receiver['id']}/requests?count=2"))[1]
    for secret in (old, new, [new, old]):
        event = webhooks.verify(request["body"], request["headers"], secret)
        assert isinstance(event, events.NamespaceCreatedEvent) and event.data.object.id == other.id
    try:
        webhooks.verify(request["body"], request["headers"], "whsec_wrong")
    except WebhookVerificationError as err:
        assert err.reason == "no_match"
    else:
        raise AssertionError("a wrong secret verified")


async def replay(travel: Travel) -> None:
    client, _ = await travel.tenant()
    since = datetime.now(timezone.utc) - timedelta(minutes=5)
    receiver = await asked("POST", "/receivers")
    await asked("POST", f"/receivers/{receiver['id']}/answer", {"status": 500})
    endpoint = await now(client.webhooks.create(url=receiver["url"], events=["namespace.created"], retry_schedule_seconds=[0]))
    made = await now(client.namespaces.create(name="Missed"))

    async def failed() -> Any:
        page = await now(client.deliveries.list(endpoint.id))
        assert [row.status for row in page] == ["failed"], page
        return page.data[0]

    delivery = await now(client.deliveries.get(endpoint.id, (await eventually(failed)).id))
    assert len(delivery.attempts_log) == 1
    await asked("POST", f"/receivers/{receiver['id']}/answer", {"status": 200})
    begun = await now(client.replays.create(endpoint.id, since=since, status="failed"))

    async def done() -> None:
        assert (await now(client.replays.get(endpoint.id, begun.id))).status == "done"

    await eventually(done)
    first, again = await asked("GET", f"/receivers/{receiver['id']}/requests?count=2")
    assert first["headers"]["webhook-id"] == again["headers"]["webhook-id"] and made.id in again["body"]


async def catalogue(travel: Travel) -> None:
    operator = travel.operator()
    code = f"python.{uuid.uuid4().hex[:12]}"
    end = time.monotonic() + 120
    while True:
        there = await now(operator.catalog.get())
        wanted = there.to_dict()
        features = [*wanted["features"], {"code": code, "name": "Of this journey", "type": "boolean"}]
        difference = await now(operator.catalog.apply(features=features, packages=wanted["packages"], dry_run=True))
        assert difference.dry_run and [(one.kind, one.code) for one in difference.added] == [("feature", code)], difference
        try:
            await now(operator.catalog.apply(features=features, packages=wanted["packages"], options={"if_match": response_of(there).etag}))
            break
        except PreconditionFailedError:
            assert time.monotonic() < end
    assert code in [row.code async for row in rows(operator.features.all())]
