"""The objects that calls take, as TypedDicts."""

from .gen.inputs import *  # noqa: F403
