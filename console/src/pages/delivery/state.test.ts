import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Webhook } from '../../api/sdk.ts'
import { phasesOf, spanMs } from './phases.ts'
import { stateOf } from './state.ts'

const nowMs = Date.parse('2026-11-27T12:00:00Z')
const retrying = { status: 'retrying', held_since: null, next_attempt_at: '2026-11-27T12:01:00Z' } as const
const healthy = {
  kind: 'push',
  is_active: true,
  health: { state: 'healthy' } as NonNullable<Webhook['health']>,
} as const

describe('what is said of a delivery', () => {
  const stateWith = (delivery: object, webhook: object = {}) =>
    stateOf({ ...retrying, ...delivery }, { ...healthy, ...webhook }, nowMs)

  it('that has ended is how', () => {
    assert.equal(stateWith({ status: 'success' }), 'delivered')
    assert.equal(stateWith({ status: 'failed' }), 'failed')
    assert.equal(stateWith({ status: 'cancelled' }), 'cancelled')
  })
  it('that is held is whether its webhook is disabled', () => {
    const held = { status: 'held', held_since: '2026-11-27T11:00:00Z', next_attempt_at: null }
    assert.equal(stateWith(held, { is_active: false }), 'held_disabled')
    assert.equal(stateWith(held), 'held_waiting')
    assert.equal(stateOf({ ...retrying, ...held }, undefined, nowMs), 'held')
  })
  it('that waits is for what', () => {
    assert.equal(stateWith({}), 'scheduled')
    assert.equal(stateWith({ next_attempt_at: '2026-11-27T11:59:59Z' }), 'due')
    assert.equal(stateWith({}, { health: { state: 'open' } }), 'open')
    assert.equal(stateWith({ next_attempt_at: null }), 'blocked')
    assert.equal(stateWith({}, { kind: 'poll' }), 'polled')
    assert.equal(stateOf(retrying, undefined, nowMs), 'scheduled')
  })
})

describe('the phases of an attempt', () => {
  it('add up to its wait and its total', () => {
    const timings_ms = { wait: 4, dns: 1, connect: 2, tls: 3, first_byte: 30, total: 40 }
    assert.deepEqual(phasesOf({ timings_ms }), [
      { name: 'wait', ms: 4 },
      { name: 'dns', ms: 1 },
      { name: 'connect', ms: 2 },
      { name: 'tls', ms: 3 },
      { name: 'first_byte', ms: 30 },
      { name: 'rest', ms: 4 },
    ])
    assert.equal(spanMs({ timings_ms }), 44)
  })
  it('are none of an attempt that had none', () => {
    assert.equal(spanMs({ timings_ms: {} }), 0)
    // Rounded phases may be a millisecond more than the total.
    assert.equal(phasesOf({ timings_ms: { dns: 1, connect: 1, total: 1 } }).at(-1)?.ms, 0)
  })
})
