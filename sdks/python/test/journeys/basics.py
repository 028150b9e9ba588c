from __future__ import annotations

import re
from typing import Any

from core_php_sdk import NotIncluded, PreconditionFailedError, RateLimitError, codes, errors, response_of
from kit import Travel, asked, eventually, now, rows


async def first_call(travel: Travel) -> None:
    client, told = await travel.tenant()
    me = await now(client.users.current())
    assert me.id == told["user_id"]
    assert [row.id async for row in rows(client.workspaces.all())] == [told["workspace_id"]]
    made = await now(client.namespaces.create(name="First"))
    read = await now(client.namespaces.get(made.id))
    assert (read.name, read.created_at) == ("First", made.created_at)


async def scoped_key(travel: Travel) -> None:
    operator = travel.operator()
    user = await now(operator.users.create(name="Ada", email=f"{id(travel)}.{travel.is_async}.scoped@example.com"))
    workspace = await now(operator.workspaces.create(name="Scoped", owner_id=user.id))
    there = operator.with_context(workspace_id=workspace.id)
    namespace = await now(there.namespaces.create(name="Seen"))
    key = await now(there.api_keys.create(name="Reader", user_id=user.id, scopes=["read:namespaces"]))
    reader = travel.client(key.key)
    assert namespace.id in [row.id async for row in rows(reader.namespaces.all())]
    try:
        await now(reader.namespaces.create(name="Refused"))
    except errors.PermissionDeniedError as err:
        assert isinstance(err, codes.InsufficientPermissions), err
        assert (err.code, err.status) == ("INSUFFICIENT_PERMISSIONS", 403)
        assert err.details["required_scope"], err.details
    else:
        raise AssertionError("a key without the scope created a namespace")


async def all_errors(travel: Travel) -> None:
    for due in await asked("POST", "/errors"):
        client = travel.client(due["client"]["key"], workspace_id=due["client"].get("workspaceId"), namespace_id=due["client"].get("namespaceId"))
        try:
            await now(_call(client, due["call"]))
        except errors.ApiError as err:
            is_class = isinstance(err, getattr(errors, due["class"]))
            assert (err.code, err.status, is_class) == (due["code"], due["status"], True), (due, err)
            assert err.message and err.request_id and err.doc_url, err
        else:
            raise AssertionError(f"{due['code']} was not raised")


def _call(client: Any, call: dict[str, Any]) -> Any:
    options: Any = {re.sub("([A-Z])", r"_\1", name).lower(): value for name, value in call.get("options", {}).items()}
    if call["kind"] == "request":
        return client.request(call["method"], call["path"], body=call.get("body"), options=options)
    resource, method = (name.replace("-", "_") for name in call["operation"].split("."))
    return getattr(getattr(client, resource), method)(*call["ids"], **call.get("fields", {}), options=options)


async def all_rows(travel: Travel) -> None:
    client, _ = await travel.tenant()
    made: list[str] = []
    for start in range(0, 250, 50):
        batch = await now(client.namespaces.batch(operations=[{"action": "create", "data": {"name": f"Row {start + at}"}} for at in range(50)]))
        made += [item.data.id for item in batch.data]
    seen: list[str] = []
    async for row in rows(client.namespaces.all()):
        seen.append(row.id)
        if len(seen) % 50 == 0:
            await now(client.namespaces.create(name="Meanwhile"))
    assert len(seen) == len(set(seen)) and set(made) <= set(seen), (len(seen), len(set(seen)))

    async def each_event_once() -> None:
        of = [event.data.object.id async for event in rows(client.events.all(type="namespace.created"))]
        assert len(of) == len(set(of)) and set(made) <= set(of), (len(of), len(set(of)))

    await eventually(each_event_once)


async def include_fields_conditions(travel: Travel) -> None:
    client, _ = await travel.tenant()
    made = await now(client.namespaces.create(name="Tagged", tags=["a", "b"]))
    assert (await now(client.namespaces.get(made.id, include=["tags"]))).tags == ["a", "b"]
    plain = await now(client.namespaces.get(made.id))
    try:
        plain.tags
    except NotIncluded as err:
        assert 'include=["tags"]' in str(err)
    else:
        raise AssertionError("tags were not asked for")
    named = await now(client.namespaces.get(made.id, fields=["name"]))
    assert named.to_dict() == {"id": made.id, "name": "Tagged"}
    etag = response_of(plain).etag
    await now(client.namespaces.update(made.id, name="Once", options={"if_match": etag}))
    try:
        await now(client.namespaces.update(made.id, name="Twice", options={"if_match": etag}))
    except PreconditionFailedError as err:
        assert err.status == 412
    else:
        raise AssertionError("a stale If-Match changed something")
    fresh = await now(client.namespaces.get(made.id))
    assert fresh.name == "Once"
    assert await now(client.namespaces.get(made.id, options={"if_none_match": response_of(fresh).etag})) is None


async def rate_limits(travel: Travel) -> None:
    client, _ = await travel.tenant("burst", max_retries=5)
    answers = await travel.at_once([client.users.current] * 6)
    assert max(response_of(answer).attempts for answer in answers) > 1
    limited, _ = await travel.tenant("hour")
    for _ in range(10):
        await now(limited.users.current())
    try:
        await now(limited.users.current())
    except RateLimitError as err:
        assert err.attempts == 1 and err.retry_after is not None and err.retry_after > 60, vars(err)
    else:
        raise AssertionError("an eleventh call of the hour succeeded")


async def batch(travel: Travel) -> None:
    client, _ = await travel.tenant()
    answer = await now(client.namespaces.batch(operations=[
        {"action": "create", "data": {"name": "Good"}},
        {"action": "create", "data": {"name": "Bad", "slug": "Not A Slug"}},
        {"action": "delete", "id": "ns_unknown"},
    ]))  # fmt: skip
    assert [(item.status, item.error and item.error.code) for item in answer.data] == [(201, None), (422, "VALIDATION_ERROR"), (404, "RESOURCE_NOT_FOUND")]
    assert answer.data[0].data.name == "Good"
    assert (answer.meta.succeeded, answer.meta.failed) == (1, 2)


async def hundred_at_once(travel: Travel) -> None:
    client, _ = await travel.tenant()
    made = [await now(client.namespaces.create(name=f"Number {at}")) for at in range(10)]
    answers = await travel.at_once([lambda id=made[at % 10].id: client.namespaces.get(id) for at in range(100)])  # type: ignore[misc]
    assert [answer.id for answer in answers] == [made[at % 10].id for at in range(100)]
