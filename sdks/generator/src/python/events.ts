import type { Model } from '../model.ts'
import { text } from './names.ts'

/** events.py: every event that Plinth sends, by its type. */
export function eventsModule({ events }: Model): string {
  const names = [...new Set(events.map(({ schema }) => schema))]
  return `"""Events as webhooks deliver them. isinstance narrows: \`if isinstance(event, WorkspaceCreatedEvent)\`."""

from __future__ import annotations

from typing import Any, Union

from .._answer import Answer
from .models import (
${names.map((name) => `    ${name},\n`).join('')})


class UnknownEvent(Answer):
    """An event of a type that this version does not know."""

    id: str
    type: str
    data: Any

    _kinds = dict.fromkeys(("id", "type", "data"))


Event = Union[
${names.map((name) => `    ${name},\n`).join('')}    UnknownEvent,
]

classes: dict[str, type[Answer]] = {
${events.map(({ type, schema }) => `    ${text(type)}: ${schema},\n`).join('')}}

__all__ = [
    "Event",
    "UnknownEvent",
${names.map((name) => `    ${text(name)},\n`).join('')}]
`
}
