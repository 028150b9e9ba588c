import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type HealthFacts, type HealthState, healthStateOf } from './health-state.ts'

const well: HealthFacts = {
  ...{ isActive: true, isSuspended: false, openCount: 0 },
  ...{ failureRate: 0, averageMs: 100, consecutiveFailures: 0 },
}

const cases: [string, Partial<HealthFacts>, HealthState][] = [
  ['answers in time', {}, 'healthy'],
  ['answers at the limit', { averageMs: 2_000, failureRate: 0.5, consecutiveFailures: 2 }, 'healthy'],
  ['takes longer', { averageMs: 2_001 }, 'slow'],
  ['fails more often than not', { failureRate: 0.51 }, 'failing'],
  ['has lost three deliveries in a row', { consecutiveFailures: 3 }, 'failing'],
  ['fails, and is slow', { failureRate: 0.9, averageMs: 9_000 }, 'failing'],
  ['does not answer at all', { openCount: 1 }, 'open'],
  ['does not answer, and failed before', { openCount: 3, failureRate: 1, consecutiveFailures: 9 }, 'open'],
  ['is turned off', { isActive: false }, 'disabled'],
  ['is turned off by failures', { isActive: false, openCount: 2, failureRate: 1 }, 'disabled'],
  ['belongs to a suspended workspace', { isSuspended: true }, 'disabled'],
]

describe('the health of an endpoint that', () => {
  for (const [name, facts, state] of cases)
    it(`${name} is ${state}`, () => assert.equal(healthStateOf({ ...well, ...facts }), state))
})
