import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { EntitlementSource, UsageEntry } from '../../api/sdk.ts'
import { totalOf } from './sum.ts'
import { usesOf } from './uses.ts'

const source = (grants: EntitlementSource['grants'], is_counted = true): EntitlementSource => ({
  ...{ id: '', kind: 'package', code: '', name: '', status: 'active', starts_at: null, expires_at: null },
  ...{ grants, is_counted, reason: null },
})
const entry = (feature: string, quantity: number): UsageEntry => ({
  ...{ id: '', feature, quantity, recorded_at: '', event_id: null, metadata: {} },
})

describe('the sum of a level', () => {
  it('is that of what counts', () => {
    assert.equal(totalOf([source(1_000), source(50), source(7, false)]), 1_050)
    assert.equal(totalOf([source(1_000), source('unlimited')]), 'unlimited')
    assert.equal(totalOf([source('on'), source('on')]), 'on')
    assert.equal(totalOf([source(7, false)]), undefined)
    assert.equal(totalOf([source(Number.MAX_SAFE_INTEGER), source(5)]), Number.MAX_SAFE_INTEGER)
  })
})

describe('use by feature', () => {
  it('adds up the records of each, and what they do not explain', () => {
    const recorded = [[entry('chat', 5), entry('chat', -2)], [entry('credits', 40)]]
    assert.deepEqual(usesOf(recorded, 100), {
      uses: [
        { feature: 'credits', quantity: 40 },
        { feature: 'chat', quantity: 3 },
      ],
      others: 57,
    })
    assert.equal(usesOf(recorded, 10).others, 0)
  })
})
