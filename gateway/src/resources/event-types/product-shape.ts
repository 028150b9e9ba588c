import type { EventType } from '@plinth/proto/webhooks/v1/events.ts'
import { z } from 'zod'
import { entryBounds } from '../../operation/entry-counts.ts'
import { text } from '../../operation/fields.ts'
import { type JsonObject, textOrNull } from '../../operation/view.ts'

const typesMax = 1_000
// Far beyond what the bytes of a schema allow.
const entriesMax = 20_000
const json = () => z.record(z.string(), z.unknown()).register(entryBounds, { entriesMax })

const invoicePaid = {
  name: 'invoice.paid',
  description: 'An invoice was paid.',
  group: 'Billing',
  schema: {
    type: 'object',
    properties: { invoice_id: { type: 'string' }, amount: { type: 'integer', minimum: 0 } },
    required: ['invoice_id', 'amount'],
  },
  example: { invoice_id: 'inv_42', amount: 4_900 },
}

/** Body of PUT /event-types. */
export const eventTypesBody = z
  .strictObject({
    event_types: z
      .array(
        z.strictObject({
          name: text(100).meta({
            description:
              'Two to four lower-case words with dots between them. The first word cannot be that of a type of Plinth.',
          }),
          description: text(1_000).meta({ description: 'One sentence: when it happens.' }),
          group: text(100).nullish().meta({ description: 'Heading under which lists show the type.' }),
          schema: json().nullish().meta({
            description:
              'JSON Schema 2020-12 of the `data` of an event, at most 64 KiB. References stay within the schema, patterns are those of RE2, `format` is a note.',
          }),
          example: json().nullish().meta({ description: 'The `data` of one event. It must fit the schema.' }),
          is_deprecated: z.boolean().optional().meta({
            description: 'True: existing subscriptions to the type remain, and new ones are refused.',
            default: false,
          }),
          feature: text(100).nullish().meta({
            description:
              'Code of a feature of the catalogue. If the plan of a workspace lacks the feature, its endpoints get no events of the type, and its list of types leaves the type out.',
          }),
        }),
      )
      .max(typesMax),
  })
  .meta({ id: 'EventTypesApply', examples: [{ event_types: [invoicePaid] }] })

const names = z.array(z.string())
export const eventTypesDifference = z
  .object({ added: names, changed: names, removed: names, dry_run: z.boolean() })
  .meta({
    id: 'EventTypesDifference',
    examples: [{ added: ['invoice.paid'], changed: [], removed: [], dry_run: false }],
  })

/** The types of a body as the service takes them. */
export const toEventTypes = ({ event_types }: z.output<typeof eventTypesBody>): EventType[] =>
  event_types.map((type) => ({
    name: type.name,
    description: type.description,
    group: type.group ?? '',
    schemaJson: jsonOf(type.schema),
    exampleJson: jsonOf(type.example),
    isDeprecated: type.is_deprecated ?? false,
    feature: type.feature ?? '',
    isEmitted: true,
    isOfProduct: true,
  }))

/** Fields of a product's type in a list, besides name and description. */
export function productView({ name, group, schemaJson, exampleJson, isDeprecated, feature }: EventType): JsonObject {
  const schema: unknown = schemaJson === '' ? null : JSON.parse(schemaJson)
  const data: unknown = exampleJson === '' ? null : JSON.parse(exampleJson)
  return {
    group: textOrNull(group),
    is_deprecated: isDeprecated,
    feature: textOrNull(feature),
    data_schema: schema,
    json_schema: schema === null ? null : bodySchema(name, schema),
    example: data === null ? null : { ...shownEnvelope, type: name, data },
  }
}

/** The body that endpoints receive for a type: its schema around that of the data, and one body if the type has an example. */
export function productBody({ name, schemaJson, exampleJson }: EventType, schemaOf: (data: unknown) => unknown) {
  const data = schemaOf(schemaJson === '' ? { type: 'object' } : JSON.parse(schemaJson))
  const example = exampleJson === '' ? undefined : { ...shownEnvelope, type: name, data: JSON.parse(exampleJson) }
  return { schema: envelopeSchema(name, data), example }
}

const shownEnvelope = {
  id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p',
  type: '',
  created_at: '2026-01-05T10:00:00.000Z',
  workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  namespace_id: null,
}

/** Schema of the body that endpoints receive. The data's schema has a base of its own, so that its references hold. */
const bodySchema = (name: string, schema: unknown): JsonObject => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...envelopeSchema(name, { $id: `urn:plinth:event-type:${name}`, ...Object(schema) }),
})

const envelopeSchema = (name: string, data: unknown): JsonObject => ({
  type: 'object',
  properties: {
    id: { type: 'string' },
    type: { const: name },
    created_at: { type: 'string', format: 'date-time' },
    workspace_id: { type: ['string', 'null'] },
    namespace_id: { type: ['string', 'null'] },
    data,
  },
  required: Object.keys(shownEnvelope).concat('data'),
})

const jsonOf = (value: JsonObject | null | undefined): string =>
  value === null || value === undefined ? '' : JSON.stringify(value)
