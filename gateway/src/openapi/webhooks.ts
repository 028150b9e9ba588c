import type { z } from 'zod'
import type { oas31, ZodOpenApiPathsObject } from 'zod-openapi'
import { eventExample, eventSchema, events } from '../resources/event-types/events.ts'

const header = (name: string, description: string, example: string): oas31.ParameterObject => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
  example,
})

/** What every delivery carries, by the name of its component. */
export const deliveryHeaders: Record<string, oas31.ParameterObject> = {
  DeliverySignature: header(
    'X-Webhook-Signature',
    '`sha256=` and the HMAC-SHA256 of the raw body in hex, keyed by the secret.',
    'sha256=5d41402abc4b2a76b9719d911017c592ae1e0b4f6e1d9c2f4b8a7c6d5e4f3a2b',
  ),
  DeliveryTimestamp: header('X-Webhook-Timestamp', 'When it was sent: seconds since 1970.', '1767607200'),
  DeliveryId: header(
    'X-Webhook-Delivery',
    'The delivery: the same on every attempt.',
    'del_01kb0q4c7r2m9t5w8x1z3v6b0n',
  ),
  DeliveryAttempt: header('X-Webhook-Attempt', 'Which attempt this is, from 1.', '1'),
  EventId: header('X-Webhook-ID', 'The event: the same for every endpoint.', 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p'),
  EventType: header('X-Webhook-Event', 'The type of the event.', 'workspace.updated'),
  StandardId: header('webhook-id', 'The event’s id (Standard Webhooks).', 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p'),
  StandardTimestamp: header('webhook-timestamp', 'Seconds since 1970 (Standard Webhooks).', '1767607200'),
  StandardSignature: header(
    'webhook-signature',
    '`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; during a rotation one per secret (Standard Webhooks).',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
}

const parameters = Object.keys(deliveryHeaders).map((name) => ({ $ref: `#/components/parameters/${name}` }))

const schemas = Object.entries(events).map(([type, doc]) => ({ type, doc, schema: eventSchema(type, doc) }))
const nameOf = (schema: z.ZodType): string => schema.meta()?.id ?? ''

/** Payloads are what we send: registered here as outputs, where a request body would make inputs of them. */
export const eventSchemas: Record<string, z.ZodType> = Object.fromEntries(
  schemas.map(({ schema }) => [nameOf(schema), schema]),
)

/** The requests that endpoints of customers receive. */
export const webhookItems: ZodOpenApiPathsObject = Object.fromEntries(
  schemas.map(({ type, doc, schema }) => [
    type,
    {
      post: {
        operationId: type,
        tags: ['events'],
        summary: doc.summary,
        description: 'Sent at least once, perhaps out of order; the event’s id tells repeats.',
        security: [],
        parameters,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: `#/components/schemas/${nameOf(schema)}` },
              example: eventExample(type, doc),
            },
          },
        },
        responses: {
          '2XX': { description: 'Received' },
          '4XX': {
            description:
              'Refused: 408, 425 and 429 are tried again, 410 disables the endpoint, others end the delivery',
          },
          '5XX': { description: 'Not received: tried again' },
        },
      },
    },
  ]),
)
