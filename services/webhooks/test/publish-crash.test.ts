import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { make, runProcess } from '@plinth/testkit'
import { type Harness, newEndpoint, startHarness } from './harness.ts'
import { defineTypes } from './product-events.ts'

const script = fileURLToPath(new URL('./processes/publisher.ts', import.meta.url))
const eventsMax = 400

let harness: Harness
before(async () => {
  harness = await startHarness()
  await defineTypes(harness.part)
})
after(() => harness.stop())

describe('a process killed while it publishes', () => {
  it('has stored what it answered, with deliveries and counters, and each event once after a retry', async () => {
    const context = make.context()
    const endpoint = newEndpoint({ events: ['report.ready'], isActive: false })
    await harness.endpoints.createEndpoint(endpoint, { context })
    const run = (from: number) =>
      runProcess(script, [JSON.stringify({ url: harness.part.databaseUrl, context, from, to: eventsMax })])
    const answered = new Map<string, string>()
    const note = (output: string) => {
      for (const [, eventId = '', id = ''] of output.matchAll(/^answered (\S+) (\S+)$/gm)) {
        assert.equal(answered.get(eventId) ?? id, id, 'a retry has the first answer')
        answered.set(eventId, id)
      }
    }
    for (const last of [20, 200]) {
      // Each begins anew: what was answered is published again.
      const victim = run(0)
      await victim.line(new RegExp(`^answered ${last} `, 'm'))
      await victim.kill()
      note(victim.stdout())
    }
    const survivor = run(0)
    await survivor.line(/^done$/m)
    note(survivor.stdout())
    await survivor.kill()
    assert.equal(answered.size, eventsMax)
    const [stored] = await harness.database.query({
      text: `SELECT count(*)::int AS events, count(DISTINCT e.caller_id)::int AS ids, count(d.id)::int AS deliveries,
          (SELECT sum(accepted)::int FROM delivery_count WHERE workspace_id = $1) AS counted,
          (SELECT count(*)::int FROM delivery_due WHERE workspace_id = $1) AS due,
          (SELECT count(*)::int FROM event_key k WHERE k.workspace_id = $1) AS keys
        FROM event e LEFT JOIN delivery d ON d.event_day = e.event_day AND d.event_id = e.id
        WHERE e.workspace_id = $1 AND e.caller_id <> ''`,
      values: [context.workspaceId],
    })
    const all = eventsMax
    assert.deepEqual(stored, { events: all, ids: all, deliveries: all, counted: all, due: all, keys: all })
    const ids = await harness.database.query<{ caller_id: string; id: string }>({
      text: `SELECT caller_id, id FROM event WHERE workspace_id = $1 AND caller_id <> ''`,
      values: [context.workspaceId],
    })
    assert.deepEqual(Object.fromEntries(ids.map((row) => [row.caller_id, row.id])), Object.fromEntries(answered))
  })
})
