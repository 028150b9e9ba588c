import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DeliveryState, nextStatus } from './next-status.ts'

const now: DeliveryState = {
  spent: 0,
  schedule: [0, 60, 300],
  budgetLeftMs: 86_400_000,
  isEndpointActive: true,
  isEndpointDeleted: false,
}
const after = (kind: 'delivered' | 'retry' | 'fail' | 'gone', changes: Partial<DeliveryState> = {}) =>
  nextStatus({ kind }, { ...now, ...changes }, 0.5)

describe('what becomes of a delivery', () => {
  it('a success ends it, whatever the endpoint is by then', () => {
    assert.deepEqual(after('delivered'), { status: 'success' })
    assert.deepEqual(after('delivered', { isEndpointDeleted: true }), { status: 'success' })
  })
  it('a failure is followed by the next delay, and after the last one by the end', () => {
    assert.deepEqual(after('retry'), { status: 'retrying', delayMs: 60_000, spent: 1 })
    assert.deepEqual(after('retry', { spent: 1 }), { status: 'retrying', delayMs: 300_000, spent: 2 })
    assert.deepEqual(after('retry', { spent: 2 }), { status: 'failed' })
  })
  it('a final refusal ends it at once', () => assert.deepEqual(after('fail'), { status: 'failed' }))
  it('a pause spends no attempt', () => {
    assert.deepEqual(nextStatus({ kind: 'postpone', pauseMs: 5_000 }, { ...now, spent: 2 }, 0.5), {
      status: 'retrying',
      delayMs: 5_000,
      spent: 2,
    })
  })
  it('what would come after its time ends failed', () => {
    assert.deepEqual(after('retry', { budgetLeftMs: 59_000 }), { status: 'failed' })
  })
  it('is held by an endpoint that is off or says 410, and cancelled by one that is gone', () => {
    assert.equal(after('retry', { isEndpointActive: false }).status, 'held')
    assert.equal(after('gone').status, 'held')
    assert.equal(after('retry', { isEndpointDeleted: true }).status, 'cancelled')
  })
})
