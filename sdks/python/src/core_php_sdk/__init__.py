"""The client of Plinth. Names load when they are used: importing this package loads no HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .gen.version import VERSION as __version__

if TYPE_CHECKING:
    from . import codes as codes
    from . import errors as errors
    from . import events as events
    from . import inputs as inputs
    from . import models as models
    from . import webhooks as webhooks
    from ._async_client import AsyncClient as AsyncClient
    from ._client import Client as Client
    from ._hooks import Attempt as Attempt
    from ._not_given import NOT_GIVEN as NOT_GIVEN
    from ._not_given import NotGiven as NotGiven
    from ._paging import AsyncPage as AsyncPage
    from ._paging import Page as Page
    from ._response import RateLimit as RateLimit
    from ._response import Response as Response
    from ._response import response_of as response_of
    from ._settings import AppInfo as AppInfo
    from ._settings import CallOptions as CallOptions
    from .errors import AbortedError as AbortedError
    from .errors import ApiError as ApiError
    from .errors import AuthenticationError as AuthenticationError
    from .errors import BadRequestError as BadRequestError
    from .errors import ConflictError as ConflictError
    from .errors import NotFoundError as NotFoundError
    from .errors import NotIncluded as NotIncluded
    from .errors import PermissionDeniedError as PermissionDeniedError
    from .errors import PreconditionFailedError as PreconditionFailedError
    from .errors import RateLimitError as RateLimitError
    from .errors import SdkError as SdkError
    from .errors import ServerError as ServerError
    from .errors import TransportError as TransportError
    from .errors import TransportTimeout as TransportTimeout
    from .errors import UnexpectedAnswerError as UnexpectedAnswerError
    from .errors import ValidationError as ValidationError
    from .errors import WebhookVerificationError as WebhookVerificationError

_modules = ("codes", "errors", "events", "inputs", "models", "webhooks")
_homes = {
    "._async_client": ("AsyncClient",),
    "._client": ("Client",),
    "._hooks": ("Attempt",),
    "._not_given": ("NOT_GIVEN", "NotGiven"),
    "._paging": ("AsyncPage", "Page"),
    "._response": ("RateLimit", "Response", "response_of"),
    "._settings": ("AppInfo", "CallOptions"),
    ".errors": (
        "AbortedError", "ApiError", "AuthenticationError", "BadRequestError", "ConflictError", "NotFoundError",
        "NotIncluded", "PermissionDeniedError", "PreconditionFailedError", "RateLimitError", "SdkError", "ServerError",
        "TransportError", "TransportTimeout", "UnexpectedAnswerError", "ValidationError", "WebhookVerificationError",
    ),
}  # fmt: skip
_home_of = {name: home for home, names in _homes.items() for name in names}

__all__ = sorted([*_home_of, *_modules, "__version__"])  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _modules:
        return import_module(f".{name}", __name__)
    if name not in _home_of:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_home_of[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__]
