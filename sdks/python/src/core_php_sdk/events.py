"""Events, as webhooks.verify gives them: `isinstance(event, WorkspaceCreatedEvent)`."""

from .gen.events import *  # noqa: F403
