import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, make } from '@plinth/testkit'
import { emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

describe('events that keep coming while deliveries go out', () => {
  it('each arrive once at every endpoint, without a deadlock, and the books balance', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    for (const path of ['a', 'b', 'c']) {
      await harness.endpoints.createEndpoint(newEndpoint({ url: `${receiver.url}/${path}` }), { context })
    }
    const emitters = Array.from({ length: 8 }, async () => {
      for (let i = 0; i < 40; i++) await emitWorkspaceUpdated(harness.database, context)
    })
    await Promise.all(emitters)
    const books = {
      text: `SELECT sum(accepted)::int AS accepted, sum(delivered)::int AS delivered, sum(failed + cancelled)::int AS ended,
          (SELECT count(*)::int FROM delivery_due d WHERE d.workspace_id = $1) AS unfinished
        FROM delivery_count WHERE workspace_id = $1`,
      values: [context.workspaceId],
    }
    await eventually(
      async () => {
        assert.deepEqual(await harness.database.query(books), [
          { accepted: 960, delivered: 960, ended: 0, unfinished: 0 },
        ])
      },
      { timeoutMs: 120_000 },
    )
    const keys = receiver.requests.map(({ path, headers }) => `${path} ${headers['webhook-id']}`)
    assert.deepEqual([keys.length, new Set(keys).size], [960, 960])
    const deadlocks = { text: 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()' }
    assert.deepEqual(await harness.database.query(deadlocks), [{ deadlocks: 0 }])
  })
})
