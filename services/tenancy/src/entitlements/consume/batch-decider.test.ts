import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { bySystem } from '@plinth/kit/events/origin'
import fc from 'fast-check'
import { BatchDecider, eventNameOf } from './batch-decider.ts'
import type { DeniedItem } from './batch-item.ts'

const readAt = new Date('2026-05-20T12:10:00Z')
const committedAt = new Date('2026-05-20T12:10:07Z')
const resolution = { reason: 'FEATURE_NOT_FOUND', feature: undefined, steps: () => [] } as const

const catalog = { version: 1, features: new Map(), packages: new Map() }
const inputs = {
  catalog,
  namespace: { ownerId: 'ns_1', packages: [], boosts: [], isActive: true, isUserOwned: false },
  workspace: undefined,
  user: undefined,
}
const denied: DeniedItem = {
  kind: 'denied',
  by: { actor: { id: 'usr_1', isOperator: false }, origin: bySystem, clock: new SystemClock() },
  plan: {
    ...{ namespaceId: 'ns_1', workspaceId: '', payment: undefined, ownerIds: ['ns_1'], at: readAt },
    ...{ catalog, inputs, inputsWithEnded: async () => inputs },
    ...{ resolve: async () => resolution, resolveNow: () => resolution, fallbackPool: () => undefined },
  },
  quantity: 1,
  wanted: {
    isUse: true,
    input: { namespaceIdOrUuid: 'ns_1', feature: 'credits', quantity: 1, eventId: '', metadata: {} },
  },
  resolution,
}

describe('BatchDecider', () => {
  it('a denial is as of the time its plan was read, not of the commit', () => {
    const decider = new BatchDecider({ at: committedAt, held: new Map(), events: new Map(), payers: new Map() })
    assert.deepEqual(decider.decide(denied), {
      result: {
        verdict: {
          ...{ isAllowed: false, reason: 'FEATURE_NOT_FOUND', message: 'The feature credits does not exist.' },
          ...{ currentUsage: 0, limit: undefined, available: undefined, isUnlimited: false, isUnknown: false },
          ...{ at: readAt, steps: resolution.steps },
        },
      },
    })
  })
})

describe('eventNameOf', () => {
  // Characters that separate and quote, so that a name that only joins its parts is found out.
  const part = fc.string({
    unit: fc.constantFrom(' ', ',', ':', '/', '|', '\0', '\n', '"', '\\', '[', ']', 'a'),
    maxLength: 3,
  })
  const key = fc.record({ namespaceId: part, feature: part, eventId: part })

  it('differs for every two event_ids, features or namespaces', () => {
    const namesOf = new Map<string, string>()
    fc.assert(
      fc.property(key, ({ namespaceId, feature, eventId }) => {
        const name = eventNameOf({ namespaceId, feature, eventId })
        const hex = [namespaceId, feature, eventId].map((text) => Buffer.from(text).toString('hex')).join(' ')
        assert.equal(namesOf.get(name) ?? hex, hex)
        namesOf.set(name, hex)
      }),
      { numRuns: 5_000 },
    )
  })
})
