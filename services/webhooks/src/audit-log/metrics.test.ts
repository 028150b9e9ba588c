import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Queryable } from '@plinth/kit/db'
import { metricsText } from '@plinth/kit/metrics'
import { showSealing } from './metrics.ts'

describe('the metrics of the seals', () => {
  it('read the entries that wait once for both of their figures', async () => {
    const names: (string | undefined)[] = []
    const db: Queryable = {
      query: async ({ name }) => {
        names.push(name)
        return [{ count: 3, lag: 1.5 }] as never
      },
    }
    const hide = showSealing(db)
    const text = await metricsText()
    hide()
    assert.match(text, /^plinth_audit_unsealed_entries 3$/m)
    assert.match(text, /^plinth_audit_seal_lag_seconds 1\.5$/m)
    assert.deepEqual(names.sort(), ['audit_head_unreported', 'audit_unsealed_read'])
  })
})
