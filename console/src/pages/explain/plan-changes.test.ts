import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { EntitlementDecision } from '../../api/sdk.ts'
import { unchangedOf } from './plan-changes.ts'

it('an unchanged plan is used up only where nothing of it is left', () => {
  const said = (reason: string | null, available: number | null) =>
    unchangedOf({ reason, available } as EntitlementDecision)
  assert.equal(said('LIMIT_EXCEEDED', 0), 'usedUp')
  assert.equal(said('LIMIT_EXCEEDED', 150), 'asksMore')
  assert.equal(said('FEATURE_NOT_INCLUDED', null), 'noChange')
  assert.equal(said(null, 150), 'noChange')
})
