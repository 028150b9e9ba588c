import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { noFilters } from '../../ui/view.ts'
import { retryOf } from './retry-request.ts'
import { type Filters, filters } from './view.ts'

const nowMs = Date.parse('2026-11-27T12:00:00.000Z')
const none = {
  ...{ webhook_id: undefined, event_id: undefined, event_type: undefined },
  ...{ status: undefined, outcome: undefined, status_code: undefined },
}

describe('the retry of all that a list shows', () => {
  it('has its filters', () => {
    const range = '2026-11-27T10:00:00.000Z..2026-11-27T11:00:00.000Z'
    const view: Filters = {
      ...{ webhook_id: 'wh_1', event_id: 'evt_1', event_type: 'invoice.paid', status_code: '503', range },
      status: 'failed',
      outcome: 'http',
    }
    assert.deepEqual(retryOf(view, nowMs), {
      ...{
        since: '2026-11-27T10:00:00.000Z',
        until: '2026-11-27T11:00:00.000Z',
        webhook_id: 'wh_1',
        event_id: 'evt_1',
      },
      ...{ event_type: 'invoice.paid', status: 'failed', outcome: 'http', status_code: 503 },
    })
  })
  it('has fixed times, also of a span that ends now and of any time', () => {
    const until = '2026-11-27T12:00:00.000Z'
    const since = '2026-11-27T11:00:00.000Z'
    assert.deepEqual(retryOf({ ...noFilters(filters), range: '1h' }, nowMs), { ...none, since, until })
    assert.deepEqual(retryOf(noFilters(filters), nowMs), { ...none, since: '1970-01-01T00:00:00.000Z', until })
  })
  it('is none of what has not ended', () => {
    for (const status of ['pending', 'retrying', 'held'] as const)
      assert.equal(retryOf({ ...noFilters(filters), status }, nowMs), undefined)
  })
})
