import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ownTermOf } from './term.ts'

const [start, end, later] = ['2026-01-01', '2026-02-01', '2026-03-01'].map((day) => new Date(`${day}T00:00:00Z`))
const held = (fields: object) =>
  ownTermOf({
    ...{
      id: 'pkg_1',
      package: 'pro',
      startsAt: start as Date,
      anchor: start as Date,
      status: 'active',
      expiresAt: end,
    },
    ...{ replacedBy: undefined, ownStatus: undefined, ownExpiresAt: undefined },
    ...fields,
  })

describe('the own status and end of a package', () => {
  it('are kept beside those that a suspension, or the next base package, gives it', () => {
    const cancelled = { status: 'suspended', ownStatus: 'cancelled', ownExpiresAt: end }
    assert.deepEqual(held(cancelled), { status: 'cancelled', expiresAt: end })
    const replaced = { status: 'cancelled', replacedBy: 'pkg_2', ownStatus: 'active', ownExpiresAt: later }
    assert.deepEqual(held(replaced), { status: 'active', expiresAt: later })
  })

  it('are the stored ones after the release before has reactivated or renewed it, which it does without them', () => {
    const reactivated = { status: 'active', ownStatus: 'cancelled', ownExpiresAt: end }
    assert.deepEqual(held(reactivated), { status: 'active', expiresAt: end })
    const renewed = { status: 'suspended', expiresAt: later, ownStatus: 'cancelled', ownExpiresAt: end }
    assert.deepEqual(held(renewed), { status: 'active', expiresAt: later })
  })
})
