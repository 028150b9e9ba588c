import type { z } from 'zod'
import type { oas31, ZodOpenApiPathItemObject, ZodOpenApiPathsObject } from 'zod-openapi'
import { eventExample, eventSchema, events } from '../resources/event-types/events.ts'
import { eventOperationId } from './operation-id.ts'

const header = (name: string, description: string, example: string): oas31.ParameterObject => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
  example,
})

/** Headers of every delivery, by the name of their component. */
export const deliveryHeaders: Record<string, oas31.ParameterObject> = {
  DeliverySignature: header(
    'X-Webhook-Signature',
    '`sha256=` and the HMAC-SHA256 of the raw body in hex, with the secret as the key.',
    'sha256=5d41402abc4b2a76b9719d911017c592ae1e0b4f6e1d9c2f4b8a7c6d5e4f3a2b',
  ),
  DeliveryTimestamp: header('X-Webhook-Timestamp', 'Time of sending, in Unix seconds.', '1767607200'),
  DeliveryId: header(
    'X-Webhook-Delivery',
    'ID of the delivery. It is the same on every attempt.',
    'del_01kb0q4c7r2m9t5w8x1z3v6b0n',
  ),
  DeliveryAttempt: header('X-Webhook-Attempt', 'Number of the attempt, from 1.', '1'),
  DeliveryPreviousOutcome: {
    ...header(
      'X-Webhook-Previous-Outcome',
      '`unknown` if the outcome of an earlier attempt was lost, so that this delivery may have arrived before; otherwise not sent.',
      'unknown',
    ),
    required: false,
  },
  EventId: header(
    'X-Webhook-ID',
    'ID of the event. It is the same for every endpoint.',
    'evt_01kb0q4c7q4k6h8j2d5f7s9a1p',
  ),
  EventType: header('X-Webhook-Event', 'Type of the event.', 'workspace.updated'),
  StandardId: header('webhook-id', 'ID of the event (Standard Webhooks).', 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p'),
  StandardTimestamp: header('webhook-timestamp', 'Time of sending, in Unix seconds (Standard Webhooks).', '1767607200'),
  StandardSignature: header(
    'webhook-signature',
    '`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64. During a rotation it has one signature per secret (Standard Webhooks).',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
}

const parameters = Object.keys(deliveryHeaders).map((name) => ({ $ref: `#/components/parameters/${name}` }))

const schemas = Object.entries(events).map(([type, doc]) => ({ type, doc, schema: eventSchema(type, doc) }))
const nameOf = (schema: z.ZodType): string => schema.meta()?.id ?? ''

/** Registers payloads as outputs: as request bodies they would become inputs. */
export const eventSchemas: Record<string, z.ZodType> = Object.fromEntries(
  schemas.map(({ schema }) => [nameOf(schema), schema]),
)

interface Described {
  operationId: string
  summary: string
  schema: oas31.SchemaObject | oas31.ReferenceObject
  /** Undefined: there is none. */
  example: object | undefined
  isDeprecated?: boolean
}

/** The request that endpoints of customers receive for a type. */
export const webhookItem = ({
  operationId,
  summary,
  schema,
  example,
  isDeprecated = false,
}: Described): ZodOpenApiPathItemObject => ({
  post: {
    operationId,
    tags: ['events'],
    summary,
    description: 'Sent at least once, possibly out of order. Use the ID of the event to detect duplicates.',
    ...(isDeprecated ? { deprecated: true } : {}),
    security: [],
    parameters,
    requestBody: {
      required: true,
      content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
    },
    responses: {
      '2XX': { description: 'The event was received.' },
      '4XX': {
        description:
          'The event was refused. Plinth retries after 408, 425 and 429, disables the endpoint after 410, and ends the delivery after any other status.',
      },
      '5XX': { description: 'The event was not received. Plinth retries.' },
    },
  },
})

/** Plinth's own types. */
export const webhookItems: ZodOpenApiPathsObject = Object.fromEntries(
  schemas.map(({ type, doc, schema }) => [
    type,
    webhookItem({
      operationId: eventOperationId(type),
      summary: doc.summary,
      schema: { $ref: `#/components/schemas/${nameOf(schema)}` },
      example: eventExample(type, doc),
    }),
  ]),
)
