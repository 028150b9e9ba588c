import type { EventType } from '@plinth/proto/webhooks/v1/events.ts'

const schema = { type: 'object', properties: { amount: { type: 'integer' } }, required: ['amount'] }
export const schemaJson = JSON.stringify(schema)

/** A type as an operator defines it. */
export const type = (name: string, changes: Partial<EventType> = {}): EventType => ({
  ...{ name, description: 'It happened.', isEmitted: true, isOfProduct: true, group: '', schemaJson: '' },
  ...{ exampleJson: '', isDeprecated: false, feature: '', ...changes },
})

/** A type with everything. */
export const paid = type('invoice.paid', {
  ...{ group: 'Billing', feature: 'invoices', schemaJson, exampleJson: '{"amount":5}' },
})
