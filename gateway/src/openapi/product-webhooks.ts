import type { EventType } from '@plinth/proto/webhooks/v1/events.ts'
import type { oas31, ZodOpenApiPathItemObject } from 'zod-openapi'
import { productBody } from '../resources/event-types/product-shape.ts'
import { productOperationId } from './operation-id.ts'
import { placedSchema } from './placed-schema.ts'
import { webhookItem } from './webhooks.ts'

/** The request that endpoints receive for a type of the product. */
export function productWebhook(type: EventType): ZodOpenApiPathItemObject {
  const { name, description: summary, isDeprecated } = type
  const { schema, example } = productBody(type, (data) => placedSchema(data, placeOf(name)))
  return webhookItem({
    ...{ operationId: productOperationId(name), summary, example, isDeprecated },
    // Webhooks has checked it.
    schema: schema as oas31.SchemaObject,
  })
}

/** Where webhookItem puts the schema of the data. */
const placeOf = (name: string): string =>
  `#/webhooks/${name}/post/requestBody/content/application~1json/schema/properties/data`
