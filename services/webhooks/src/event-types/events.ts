import type { NewEvent } from '@plinth/kit/db'
import { changesOf } from '@plinth/kit/events/changes'
import { consumerName } from '../events/event.ts'
import type { Difference, EventType } from './event-type.ts'

/** No workspace receives it: the event types belong to none. Its changes name each field of a type: "invoice.paid/schema". */
export function eventTypesUpdated(
  before: ReadonlyMap<string, EventType>,
  after: readonly EventType[],
  { added, changed, removed }: Difference,
): NewEvent {
  const kept = new Map(after.map((type) => [type.name, type]))
  return {
    type: 'event_types.updated',
    workspaceId: '',
    objectId: 'event_types',
    objectType: 'event_types',
    attributes: { added, changed, removed },
    changes: changesOf(fieldsOf(before, [...changed, ...removed]), fieldsOf(kept, [...added, ...changed])),
    consumers: [consumerName],
  }
}

const fieldsOf = (types: ReadonlyMap<string, EventType>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    names.flatMap((name) =>
      Object.entries(shown(types.get(name))).map(([field, value]) => [`${name}/${field}`, value]),
    ),
  )

const shown = (type: EventType | undefined): Record<string, unknown> =>
  type === undefined
    ? {}
    : {
        description: type.description,
        group: type.group === '' ? null : type.group,
        schema: type.schemaJson === '' ? null : type.schemaJson,
        example: type.exampleJson === '' ? null : type.exampleJson,
        is_deprecated: type.isDeprecated,
        feature: type.feature === '' ? null : type.feature,
      }
