import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { ApplyEventTypesResponse, EventType } from '@plinth/proto/webhooks/v1/events.ts'
import { z } from 'zod'
import { catalogBodyLimits } from '../../operation/body-limits.ts'
import { operation, type RunInput } from '../../operation/operation.ts'
import { type JsonObject, many, whole } from '../../operation/view.ts'
import { productTypesName } from '../../product-types.ts'
import type { Services } from '../../services.ts'
import { dryRunParameter, isDry } from '../dry-run.ts'
import { eventExample, eventSchema, events } from './events.ts'
import { eventTypesBody, eventTypesDifference, productView, toEventTypes } from './product-shape.ts'

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
    example: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'Request body of one event; null if the type has no example.' }),
    origin: z
      .enum(['plinth', 'product'])
      .meta({ description: 'plinth: a type of Plinth itself. product: defined by an operator.' }),
    group: z.string().nullable(),
    data_schema: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'JSON Schema 2020-12 of the `data` of an event; null if the type has no schema.' }),
    is_deprecated: z.boolean().meta({ description: 'True: no endpoint can newly subscribe to the type.' }),
    feature: z.string().nullable().meta({
      description:
        'Feature without which the plan of a workspace leaves out events of the type; null if none is needed.',
    }),
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
        origin: 'plinth',
        group: null,
        data_schema: { type: 'object' },
        is_deprecated: false,
        feature: null,
      },
    ],
  })

// A thousand new schemas take seconds, on a busy machine many.
const applyTimeoutMs = 60_000

const documented = new Map<string, JsonObject>()

function view(type: EventType): JsonObject {
  const { name, description, isEmitted, isOfProduct } = type
  const head = { name, description, is_emitted: isEmitted, origin: isOfProduct ? 'product' : 'plinth' }
  return { ...head, ...(isOfProduct ? productView(type) : ownView(name)) }
}

function ownView(name: string): JsonObject {
  const known = documented.get(name)
  if (known !== undefined) return known
  const doc = events[name]
  const made = {
    group: null,
    is_deprecated: false,
    feature: null,
    ...(doc === undefined ? undocumented : viewOf(name, doc)),
  }
  documented.set(name, made)
  return made
}

const undocumented = { json_schema: null, data_schema: null, example: null }

function viewOf(name: string, doc: (typeof events)[string]): JsonObject {
  const schema = eventSchema(name, doc)
  // As input: events may gain fields, and their schema must allow them.
  const jsonOf = (part: z.ZodType) => z.toJSONSchema(part, { io: 'input' })
  return { json_schema: jsonOf(schema), data_schema: jsonOf(schema.shape['data']), example: eventExample(name, doc) }
}

export const eventTypes = {
  list: operation({
    id: 'event-types.list',
    summary: 'List the event types that endpoints can subscribe to',
    description:
      "Sorted by name: Plinth's own types and those that operators defined. For the key of a workspace, the list leaves out types whose feature the plan lacks; the plan is at most 2 seconds old.",
    route: 'GET /event-types',
    scope: 'any',
    context: 'none',
    output,
    list: { filters: {}, sorts: ['name'] },
    hasVersion: true,
    run: async (input) => {
      const { eventTypes, version } = await input.services.events.listEventTypes({}, input.call)
      return { ...paged(await seenBy(input, eventTypes), input.list), version }
    },
    view: many('eventTypes', view),
  }),

  apply: operation({
    id: 'event-types.apply',
    summary: 'Replace all event types of the product (operators)',
    description:
      "Returns the added, changed and removed types. Plinth's own types stay. A type that an endpoint subscribes to by name cannot be removed: deprecate it. With `dry_run=true`, nothing is changed.",
    route: 'PUT /event-types',
    scope: 'write:catalog',
    role: 'operator',
    context: 'none',
    output: eventTypesDifference,
    bodyLimits: catalogBodyLimits,
    timeoutMs: applyTimeoutMs,
    query: dryRunParameter('Returns the changes without making them.'),
    body: eventTypesBody,
    errors: ['STATE_CONFLICT'],
    run: async ({ services, body, list, revokeEverywhere, call, ask }) => {
      const isDryRun = isDry(list)
      const eventTypes = toEventTypes(body)
      const unknownFeatures = await notInCatalog(services, eventTypes, ask)
      const difference = await services.events.applyEventTypes({ eventTypes, isDryRun, unknownFeatures }, call)
      // The OpenAPI document of every gateway has the new types when this is answered.
      if (!isDryRun) await revokeEverywhere([productTypesName])
      return { ...difference, isDryRun }
    },
    view: whole(({ added, changed, removed, isDryRun }: ApplyEventTypesResponse & { isDryRun: boolean }) => ({
      ...{ added, changed, removed, dry_run: isDryRun },
    })),
  }),
}

type Input = RunInput<unknown, unknown>

/** All types for an operator; for a workspace, those of its plan. */
async function seenBy(
  { services, caller, call }: Pick<Input, 'services' | 'caller' | 'call'>,
  eventTypes: EventType[],
): Promise<EventType[]> {
  const { principal, access } = caller
  const features = featuresOf(eventTypes)
  if (principal.isOperator || access === undefined || features.length === 0) return eventTypes
  const questions = features.map((feature) => ({ workspaceId: access.workspaceId, feature }))
  const { areIncluded } = await services.entitlements.checkPlans({ questions }, call)
  const lacking = new Set(features.filter((_, at) => areIncluded[at] !== true))
  return eventTypes.filter(({ feature }) => !lacking.has(feature))
}

async function notInCatalog(services: Services, types: readonly EventType[], ask: Input['ask']): Promise<string[]> {
  const features = featuresOf(types)
  if (features.length === 0) return []
  const { catalog } = await services.catalog.getCatalog({}, ask)
  const codes = new Set(catalog?.features.map(({ code }) => code))
  return features.filter((feature) => !codes.has(feature))
}

/** The features that types need, each once. */
const featuresOf = (types: readonly EventType[]): string[] => [
  ...new Set(types.flatMap(({ feature }) => (feature === '' ? [] : [feature]))),
]

/** The service returns all types in one response; the gateway makes the pages. */
function paged(all: readonly EventType[], { page, perPage, sort }: ListQuery) {
  const byName = [...all].sort((a, b) => (a.name < b.name ? -1 : 1))
  if (sort.some(({ field, descending }) => field === 'name' && descending)) byName.reverse()
  const eventTypes = byName.slice((page - 1) * perPage, page * perPage)
  return { eventTypes, page: { total: all.length, totalIsExact: true, nextCursor: '' } }
}
