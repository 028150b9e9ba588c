from __future__ import annotations

import subprocess
import sys

import core_php_sdk
import pytest


def modules_after(program: str) -> set[str]:
    code = f"import sys\n{program}\nprint(' '.join(sys.modules))"
    env = {"PYTHONPATH": ":".join(sys.path)}
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize(
    ("program", "unloaded"),
    [
        ("import core_php_sdk", {"http.client", "ssl", "asyncio", "json", "pydantic", "httpx", "core_php_sdk._client"}),
        ("import core_php_sdk; core_php_sdk.Client('sk_x')",
         {"http.client", "ssl", "asyncio", "pydantic", "httpx", "logging", "core_php_sdk.gen.models", "dataclasses"}),
        ("from core_php_sdk import webhooks", {"ssl", "http.client", "asyncio", "httpx", "core_php_sdk._client"}),
        ("from core_php_sdk import webhooks; body = b'{\"type\": \"ping\"}'; webhooks.verify(body, webhooks.sign(body, 'whsec_x'), 'whsec_x')",
         {"ssl", "http.client", "asyncio", "httpx", "core_php_sdk._client"}),
        ("import core_php_sdk; core_php_sdk.AsyncClient", {"http.client", "httpx", "pydantic"}),
    ],
)  # fmt: skip
def test_names_load_when_they_are_used(program: str, unloaded: set[str]) -> None:
    assert modules_after(program) & unloaded == set()


def test_every_name_of_the_package_is_there() -> None:
    assert {name: getattr(core_php_sdk, name) is not None for name in core_php_sdk.__all__} == dict.fromkeys(core_php_sdk.__all__, True)
    assert set(core_php_sdk.__all__) <= set(dir(core_php_sdk))
    with pytest.raises(AttributeError, match="has no attribute 'Klient'"):
        core_php_sdk.Klient  # type: ignore[attr-defined]
