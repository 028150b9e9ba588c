"""The objects that the API answers, for annotations and isinstance."""

from ._answer import Answer as Answer
from .gen.models import *  # noqa: F403
