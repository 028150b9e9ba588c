from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypedDict

from ._secret import Secret
from .errors import SdkError

if TYPE_CHECKING:
    from ._hooks import Hooks

DEFAULT_URL = "http://127.0.0.1:8080"
_printable = re.compile(r"[\x20-\x7e]*\Z")
_no_space = re.compile(r"[\x21-\x7e]+\Z")


class CallOptions(TypedDict, total=False):
    """Options of one call. Times are in seconds."""

    idempotency_key: str
    if_match: str
    if_none_match: str
    workspace_id: str
    namespace_id: str
    headers: Mapping[str, str]
    timeout: float
    total_timeout: float
    max_retries: int
    retry_delay: float
    max_retry_wait: float


def checked_options(options: CallOptions) -> CallOptions:
    if not isinstance(options, Mapping):
        raise SdkError("The options of a call are a dict.")
    unknown = [str(name) for name in options if name not in CallOptions.__annotations__]
    if unknown:
        known = ", ".join(CallOptions.__annotations__)
        raise SdkError(f"There is no option {unknown[0]!r}. The options of a call are {known}.")
    return options


class AppInfo(TypedDict, total=False):
    """Names your program in the user agent."""

    name: str
    version: str
    url: str


class Settings:
    """The settings of a client, checked once."""

    __slots__ = (
        "key", "origin", "prefix", "is_default_url", "workspace_id", "namespace_id", "headers", "limits",
        "user_agent", "hooks", "warned",
    )  # fmt: skip

    def __init__(
        self,
        key: str | None,
        base_url: str | None,
        *,
        workspace_id: str | None,
        namespace_id: str | None,
        headers: Mapping[str, str] | None,
        limits: Mapping[str, float],
        user_agent: str,
        hooks: Hooks,
    ) -> None:
        self.key = Secret(_key(key))
        url = base_url if base_url is not None else os.environ.get("PLINTH_URL") or None
        self.is_default_url = url is None
        self.origin, self.prefix = _address(DEFAULT_URL if url is None else url)
        self.workspace_id = workspace_id
        self.namespace_id = namespace_id
        self.headers = headers or {}
        self.limits = checked_limits(limits)
        self.user_agent = user_agent
        self.hooks = hooks
        #: Routes whose deprecation was told.
        self.warned: set[str] = set()

    def with_context(self, workspace_id: str | None, namespace_id: str | None) -> Settings:
        """The same, in another workspace or namespace; None leaves one as it is."""
        copy: Settings = object.__new__(Settings)
        for name in Settings.__slots__:
            setattr(copy, name, getattr(self, name))
        copy.workspace_id = workspace_id if workspace_id is not None else self.workspace_id
        copy.namespace_id = namespace_id if namespace_id is not None else self.namespace_id
        return copy


def _key(given: str | None) -> str:
    key = given if given is not None else os.environ.get("PLINTH_API_KEY", "")
    if not isinstance(key, str) or key == "":
        raise SdkError("There is no API key. Give one to the client, or set PLINTH_API_KEY.")
    if not _no_space.match(key):
        raise SdkError("The API key contains a space, a line break or another character that no key has.")
    return key


def _address(url: str) -> tuple[str, str]:
    from urllib.parse import urlsplit

    wrong = SdkError("base_url must be an http or https address such as http://127.0.0.1:8080, without user or query.")
    if not isinstance(url, str) or not _no_space.match(url):
        raise wrong
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or parts.query or parts.fragment:
        raise wrong
    path = parts.path.rstrip("/")
    prefix = path if path.endswith("/api/v1") else f"{path}/api/v1"
    bracketed = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{bracketed}{'' if port is None else f':{port}'}", prefix


def checked_limits(limits: Mapping[str, float]) -> Mapping[str, float]:
    for name, value in limits.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not value >= 0:
            raise SdkError(f"{name} must be a number, 0 or more.")
    return limits


def checked_header(name: str, value: object) -> str:
    """The value of a header. Throws where it holds what is not printable ASCII."""
    if not isinstance(value, str) or not _printable.match(value):
        raise SdkError(f"{name} must be text of printable ASCII characters.")
    return value


def user_agent(version: str, library: str | None, app: AppInfo | None) -> str:
    import sys

    python = ".".join(str(number) for number in sys.version_info[:3])
    agent = " ".join([f"core-php-sdk/{version}", f"python/{python}", *([library] if library else [])])
    if not app:
        return agent
    name = f"{app.get('name', 'app')}{'/' + app['version'] if 'version' in app else ''}"
    return checked_header("app_info", f"{agent} {name}{' (' + app['url'] + ')' if 'url' in app else ''}")
