import type { ListQuery, PageInfo } from '@plinth/proto/common/v1/list.ts'
import type { EventType } from '@plinth/proto/webhooks/v1/events.ts'
import { z } from 'zod'
import { operation } from '../../operation/operation.ts'
import { type JsonObject, many } from '../../operation/view.ts'
import { eventExample, eventSchema, events } from './events.ts'

const output = z
  .object({
    name: z.string(),
    description: z.string(),
    is_emitted: z
      .boolean()
      .meta({ description: 'False: endpoints can subscribe to the type, but no event of it is sent.' }),
    json_schema: z.record(z.string(), z.unknown()).nullable().meta({
      description: 'JSON Schema 2020-12 of the request body that endpoints receive; null if the type has no schema.',
    }),
    example: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({
    id: 'EventType',
    examples: [
      {
        name: 'ping',
        description: 'Sent by the test of an endpoint, also when the endpoint does not subscribe to it.',
        is_emitted: true,
        json_schema: { type: 'object' },
        example: { id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p', type: 'ping' },
      },
    ],
  })

const schemas = new Map<string, JsonObject>()

function view({ name, description, isEmitted }: EventType): JsonObject {
  const doc = events[name]
  const documented =
    doc === undefined ? undefined : { json_schema: schemaOf(name, doc), example: eventExample(name, doc) }
  return { name, description, is_emitted: isEmitted, json_schema: null, example: null, ...documented }
}

function schemaOf(name: string, doc: (typeof events)[string]): JsonObject {
  const known = schemas.get(name)
  if (known !== undefined) return known
  // As input: events may gain fields, and their schema must allow them.
  const made = z.toJSONSchema(eventSchema(name, doc), { io: 'input' })
  schemas.set(name, made)
  return made
}

export const eventTypes = {
  list: operation({
    id: 'event-types.list',
    summary: 'List the event types that endpoints can subscribe to',
    description: 'Sorted by name; the list is the same for every caller.',
    method: 'GET',
    path: '/event-types',
    status: 200,
    scope: 'any',
    context: 'none',
    output,
    list: { filters: {}, sorts: ['name'] },
    run: async ({ services, list, call }) => paged((await services.events.listEventTypes({}, call)).eventTypes, list),
    view: many((result: { eventTypes: readonly EventType[]; page: PageInfo }) => result.eventTypes, view),
  }),
}

/** The service returns all types in one response; the gateway makes the pages. */
function paged(all: readonly EventType[], { page, perPage, sort }: ListQuery) {
  const byName = [...all].sort((a, b) => (a.name < b.name ? -1 : 1))
  if (sort.some(({ field, descending }) => field === 'name' && descending)) byName.reverse()
  const eventTypes = byName.slice((page - 1) * perPage, page * perPage)
  return { eventTypes, page: { total: all.length, totalIsExact: true, nextCursor: '' } }
}
