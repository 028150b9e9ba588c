import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { make, type RunningProcess, webhookReceiver } from '@plinth/testkit'
import { deliveryVerbs } from '../src/deliveries/verbs.ts'
import type { Dispatcher } from '../src/dispatch/dispatcher.ts'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())

const keys = ['a', 'b', 'c', 'd']
const perKey = 40
const endsWithinMs = 120_000

/** Numbers from 0 to below 1, the same in every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

/** Keys that break the invariant: of each key at most one delivery may go, and one may if any is left. */
async function brokenKeys(endpointId: string): Promise<object[]> {
  return harness.database.query({
    text: `SELECT ordering_key, count(*) FILTER (WHERE blocked_next_at IS NULL)::int AS may_go, count(*)::int AS queued
      FROM delivery_due WHERE endpoint_id = $1 GROUP BY 1 HAVING count(*) FILTER (WHERE blocked_next_at IS NULL) <> 1`,
    values: [endpointId],
  })
}

async function left(endpointId: string): Promise<number> {
  const [row] = await harness.database.query<{ count: number }>({
    text: 'SELECT count(*)::int AS count FROM delivery_due WHERE endpoint_id = $1',
    values: [endpointId],
  })
  return row?.count ?? -1
}

it('deliveries keep the order of their key through failures, lost leases, skips and a killed process, and all of them end', async (t) => {
  const draw = random(17)
  const receiver = await webhookReceiver()
  t.after(() => receiver.close())
  receiver.answerWith(() => {
    const drawn = draw()
    if (drawn < 0.02) return 'hang'
    return { status: drawn < 0.2 ? 500 : drawn < 0.23 ? 400 : 200, delayMs: Math.floor(draw() * 10) }
  })
  const { endpointId, workspaceId } = await harness.seed(receiver.url, 0)
  await harness.database.query({ text: `UPDATE endpoint SET ordering = 'key' WHERE id = $1`, values: [endpointId] })
  const { skipDelivery } = deliveryVerbs({
    database: harness.database,
    defaultSchedule: [0, 0, 0],
    noteReads: async () => undefined,
    shard: 0,
  })

  const stored = new Map<string, string[]>(keys.map((key) => [key, []]))
  const impatient = { timeoutMs: 1_000, connectTimeoutMs: 1_000 }
  const dispatchers: Dispatcher[] = []
  let killed: RunningProcess | undefined
  for (let batch = 0; batch < perKey; batch++) {
    // Deliveries stored before this are a backlog, whose first deliveries are skipped now and then.
    if (batch === 15) {
      dispatchers.push(...(await Promise.all([harness.dispatcher(impatient), harness.dispatcher(impatient)])))
      killed = await harness.process()
    }
    const shuffled = keys.toSorted(() => draw() - 0.5)
    const ids = await harness.store(workspaceId, shuffled)
    for (const [at, key] of shuffled.entries()) stored.get(key)?.push(ids[at] ?? '')
    if (batch === 25 && killed !== undefined) await harness.lose(killed)
    if (batch % 5 === 4) {
      const key = keys[Math.floor(draw() * keys.length)] ?? ''
      const skipping = harness.database.transaction((tx) =>
        skipDelivery(tx, make.context({ workspaceId }), endpointId, key),
      )
      // Its first may be in flight, or nothing of it left.
      await skipping.catch((err: { code: string }) => assert.match(err.code, /^(STATE_CONFLICT|RESOURCE_NOT_FOUND)$/))
    }
    assert.deepEqual(await brokenKeys(endpointId), [])
  }
  const end = performance.now() + endsWithinMs
  while ((await left(endpointId)) > 0) {
    assert.ok(performance.now() < end, `${await left(endpointId)} deliveries never ended`)
    await wait(200)
    // Attempts in flight lose their leases, and a circuit breaker that opened closes.
    await harness.passLeases()
    assert.deepEqual(await brokenKeys(endpointId), [])
  }
  await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()))

  const arrivals = [...new Set(receiver.requests.map(({ headers }) => headers['webhook-id']))]
  for (const [key, ids] of stored) {
    const arrived = arrivals.filter((id) => ids.includes(String(id)))
    assert.deepEqual(
      arrived,
      ids.filter((id) => arrivals.includes(id)),
      `key ${key}`,
    )
  }
  const [counts] = await harness.database.query<Record<string, number>>({
    text: `SELECT sum(accepted)::int AS accepted, sum(delivered)::int AS delivered, sum(failed)::int AS failed, sum(cancelled)::int AS cancelled
      FROM delivery_count WHERE workspace_id = $1`,
    values: [workspaceId],
  })
  assert.ok(counts !== undefined)
  const { accepted, delivered = 0, failed = 0, cancelled = 0 } = counts
  t.diagnostic(JSON.stringify({ ...counts, requests: receiver.requests.length }))
  assert.equal(accepted, keys.length * perKey)
  assert.equal(delivered + failed + cancelled, accepted)
  const ends = await harness.database.query<{ status: string; count: number }>({
    text: 'SELECT status, count(*)::int AS count FROM delivery WHERE endpoint_id = $1 GROUP BY 1',
    values: [endpointId],
  })
  const shown = Object.fromEntries(ends.map(({ status, count }) => [status, count]))
  assert.deepEqual(
    [shown['success'] ?? 0, shown['failed'] ?? 0, shown['cancelled'] ?? 0],
    [delivered, failed, cancelled],
  )
})
