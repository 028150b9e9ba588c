import type { Client } from '@plinth/kit/rpc'
import { EventsServiceService, type EventType } from '@plinth/proto/webhooks/v1/events.ts'
import type { NewEvent, PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import { make, type StartedPart } from '@plinth/testkit'

export type Publishing = Client<typeof PublishingServiceService>

const schema = {
  type: 'object',
  properties: { amount: { type: 'integer', minimum: 0 }, lines: { type: 'array', items: { type: 'string' } } },
  required: ['amount'],
}
const plain = { description: 'It happened.', isEmitted: true, isOfProduct: true, group: '', exampleJson: '' }
const productType = (name: string, schemaJson = ''): EventType => ({
  ...plain,
  ...{ name, schemaJson, isDeprecated: false, feature: '' },
})

/** Defines invoice.paid, whose data have an amount, and report.ready with any data. */
export async function defineTypes(part: StartedPart): Promise<void> {
  const eventTypes = [productType('invoice.paid', JSON.stringify(schema)), productType('report.ready')]
  const context = make.context({ principal: make.operator(), workspaceId: '' })
  await part
    .dial('webhooks', EventsServiceService)
    .applyEventTypes({ eventTypes, isDryRun: false, unknownFeatures: [] }, { context })
}

/** An event of the workspace in context. */
export const newEvent = (changes: Partial<Omit<NewEvent, 'data'>> & { data?: string } = {}): NewEvent => ({
  ...{ type: 'report.ready', eventId: '', workspaceId: '', namespaceId: '', channels: [], orderingKey: '' },
  ...{ refusal: Buffer.alloc(0), feature: '', isFeatureIncluded: false, ...changes },
  data: Buffer.from(changes.data ?? '{"a":1}'),
})
