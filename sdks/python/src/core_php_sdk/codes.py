"""A class for each error code of the API, such as ResourceNotFound; `ErrorCode` is the type of all codes."""

from .gen.codes import *  # noqa: F403
from .gen.codes import ErrorCode as ErrorCode
