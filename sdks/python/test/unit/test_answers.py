from __future__ import annotations

import copy
import pickle
from datetime import datetime, timezone

import pytest
from core_php_sdk import NotIncluded, SdkError, models
from core_php_sdk._answer import Asked, object_of

RAW = {
    "id": "wks_1",
    "name": "Acme",
    "slug": "acme",
    "tier": "pro",
    "status": "frozen",
    "created_at": "2026-01-05T09:58:12.431Z",
    "updated_at": "2026-01-05T09:58:12+01:00",
    "settings": {"timezone": "Europe/Vienna"},
    "foreign_keys": "refuse",
    "mood": {"of": "today"},
}


def workspace(asked: Asked | None = None, **fields: object) -> models.Workspace:
    answer = object_of("Workspace", {**RAW, **fields}, asked)
    assert isinstance(answer, models.Workspace)
    return answer


def test_fields_are_attributes_and_times_are_datetimes() -> None:
    answer = workspace()
    assert (answer.id, answer.name, answer.settings) == ("wks_1", "Acme", {"timezone": "Europe/Vienna"})
    assert answer.created_at == datetime(2026, 1, 5, 9, 58, 12, 431000, tzinfo=timezone.utc)
    assert answer.updated_at == datetime(2026, 1, 5, 8, 58, 12, tzinfo=timezone.utc)


def test_what_this_version_does_not_know_passes_through() -> None:
    answer = workspace()
    assert answer.status == "frozen"
    assert getattr(answer, "mood") == {"of": "today"}
    assert workspace(created_at="soon").created_at == "soon"
    with pytest.raises(AttributeError, match="has no field 'nmae'"):
        getattr(answer, "nmae")


def test_to_dict_is_a_copy_as_json_has_it() -> None:
    answer = workspace()
    assert answer.to_dict() == RAW
    answer.to_dict()["settings"]["timezone"] = "UTC"
    assert answer.to_dict() == RAW


def test_a_field_that_was_not_asked_for_says_how_to_ask() -> None:
    with pytest.raises(NotIncluded, match=r'Workspace.tags was not asked for: call with include=\["tags"\]'):
        workspace().tags
    assert workspace(Asked(None, ["tags"]), tags=["a"]).tags == ["a"]
    assert workspace(Asked(None, ["owner"]), owner=None).owner is None
    only_name = object_of("Workspace", {"id": "wks_1", "name": "Acme"}, Asked(["name"], []))
    assert only_name.name == "Acme"
    with pytest.raises(NotIncluded, match='Workspace.slug was not asked for: add "slug" to fields'):
        only_name.slug
    assert issubclass(NotIncluded, SdkError)
    assert not hasattr(only_name, "slug")


def test_a_field_that_is_there_sometimes_is_none_otherwise() -> None:
    decision = object_of("EntitlementReserved", {"allowed": False, "reason": "LIMIT_EXCEEDED"}, Asked(None, []))
    assert decision.reservation is None
    assert decision.chain is None


def test_nested_objects_lists_and_maps_have_their_classes() -> None:
    usage = object_of("Usage", {
        "period": {"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z"},
        "entitlements": {"storage": {"used": 5, "limit": None}},
        "groups": [{"group": "day", "totals": {"requests": 3}}],
    })  # fmt: skip
    assert usage.period.from_ == datetime(2026, 1, 1, tzinfo=timezone.utc)
    assert usage.entitlements["storage"].used == 5
    assert usage.groups[0].totals.requests == 3
    assert isinstance(usage.groups[0], models.UsageGroup)


def test_a_union_is_the_class_whose_fields_are_there() -> None:
    rows = [{"index": 0, "status": 201, "data": {"id": "key_1", "key": "sk_live_1"}}, {"index": 1, "status": 204, "data": None}]
    full = {name: None for name in models.ApiKeyWithKey._kinds}
    batch = object_of("BatchApiKeys", {"data": [{**rows[0], "data": {**full, "key": "sk"}}, rows[1]], "meta": {}})
    assert isinstance(batch.data[0].data, models.ApiKeyWithKey)
    assert batch.data[1].data is None
    del full["key"]
    assert type(object_of("BatchApiKeys", {"data": [{"data": full}]}).data[0].data) is models.ApiKey


def test_answers_are_read_only_values() -> None:
    answer = workspace()
    with pytest.raises(AttributeError, match="read-only"):
        answer.name = "Other"
    assert answer == workspace() and answer != workspace(name="Other")
    assert len({answer, workspace()}) == 1
    assert pickle.loads(pickle.dumps(answer)) == copy.deepcopy(answer) == copy.copy(answer) == answer


def test_keys_and_secrets_do_not_show_in_repr() -> None:
    made = object_of("ApiKeyWithKey", {"id": "key_1", "key": "sk_live_very_secret"})
    assert repr(made) == "ApiKeyWithKey(id='key_1', key='***')"
    batch = object_of("BatchApiKeys", {"data": [{"data": {"key": "sk_live_very_secret"}}]})
    assert "secret" not in repr(batch) + repr(batch.data)
    assert made.key == "sk_live_very_secret"
