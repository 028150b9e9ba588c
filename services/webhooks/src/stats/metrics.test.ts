import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { metricsText } from '@plinth/kit/metrics'
import { showStats } from './metrics.ts'

describe('the metrics of deliveries', () => {
  it('are counted once for scrapes that follow each other', async () => {
    const asked: (string | undefined)[] = []
    const hide = showStats({
      query: async ({ name }) => {
        asked.push(name)
        return (name === 'stats_endpoint_states' ? [] : [{ lag: 1.5, accepted: 1 }]) as never
      },
    })
    try {
      const text = await metricsText()
      assert.match(text, /^plinth_webhook_queue_lag_seconds 1\.5$/m)
      assert.equal(await metricsText(), text)
      assert.deepEqual(asked.sort(), ['stats_endpoint_states', 'stats_queue_lag', 'stats_totals'])
    } finally {
      hide()
    }
  })
})
