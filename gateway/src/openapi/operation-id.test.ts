import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { operations } from '../operations.ts'
import { events } from '../resources/event-types/events.ts'
import { eventOperationId, operationIdOf, productOperationId } from './operation-id.ts'

describe('an operationId', () => {
  const ids = [...operations.map(({ id }) => operationIdOf(id)), ...Object.keys(events).map(eventOperationId)]

  it('is in camel case and stands once in the document', () => {
    for (const id of ids) assert.match(id, /^[a-z]+([A-Z][a-z]*)*$/)
    assert.equal(new Set(ids).size, ids.length)
  })

  for (const [name, id] of [
    ['workspaces.list', 'listWorkspaces'],
    ['api-keys.get', 'getApiKey'],
    ['workspaces.list-foreign-keys', 'listWorkspaceForeignKeys'],
    ['requests.list-by-id', 'listRequestsById'],
    ['namespaces.set-default', 'setDefaultNamespace'],
    ['deliveries.retry-many', 'retryManyDeliveries'],
    ['deliveries.skip', 'skipDelivery'],
    ['users.current', 'getCurrentUser'],
    ['sessions.end-current', 'endCurrentSession'],
    ['workspace-entitlements.series', 'getWorkspaceEntitlementSeries'],
    ['audit-log.list-seals', 'listAuditLogSeals'],
    ['search.find', 'search'],
  ] as const) {
    it(`of ${name} is ${id}`, () => assert.equal(operationIdOf(name), id))
  }

  it('of an event is told from those of operations and of the product’s events', () => {
    assert.equal(eventOperationId('api_key.created'), 'onApiKeyCreated')
    assert.equal(productOperationId('invoice.paid'), 'onProductInvoicePaid')
    assert.notEqual(productOperationId('invoice.paid_late'), productOperationId('invoice.paid.late'))
  })
})
