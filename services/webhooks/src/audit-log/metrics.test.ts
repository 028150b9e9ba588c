import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Queryable } from '@plinth/kit/db'
import { metricsText } from '@plinth/kit/metrics'
import { showSealing } from './metrics.ts'

describe('the metrics of the seals', () => {
  it('read the entries that wait once for both of their figures', async () => {
    const tables: (string | undefined)[] = []
    const db: Queryable = {
      query: async ({ text }) => {
        tables.push(/audit_\w+/.exec(text)?.[0])
        return [{ count: 3, lag: 1.5 }] as never
      },
    }
    const hide = showSealing(db)
    const text = await metricsText()
    hide()
    assert.match(text, /^plinth_audit_unsealed_entries 3$/m)
    assert.match(text, /^plinth_audit_seal_lag_seconds 1\.5$/m)
    assert.deepEqual(tables.sort(), ['audit_head', 'audit_unsealed'])
  })
})
