import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, make, type RunningProcess, webhookReceiver } from '@plinth/testkit'
import { readStats } from '../src/stats/store.ts'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())

const count = 450

/** A finished history of the endpoint and a replay of all of it that no process has begun. */
async function replayOf(endpointId: string, workspaceId: string): Promise<string> {
  const id = make.id('rpl')
  const statements = [
    ['DELETE FROM delivery_due WHERE endpoint_id = $1', [endpointId]],
    [`UPDATE delivery SET status = 'success', attempts = 1 WHERE endpoint_id = $1`, [endpointId]],
    ['UPDATE delivery_count SET delivered = accepted WHERE workspace_id = $1', [workspaceId]],
    [
      `INSERT INTO replay (id, workspace_id, endpoint_id, statuses, until, total, cursor_at)
        VALUES ($1, $2, $3, '{success}', plinth_now(), ${count}, '2020-01-01')`,
      [id, workspaceId, endpointId],
    ],
  ] as const
  await harness.database.transaction(async (tx) => {
    for (const [text, values] of statements) await tx.query({ text, values: [...values] })
  })
  return id
}

describe('a replay whose processes are killed', () => {
  it('goes on where it was: every delivery is queued once, and the books stay true', async () => {
    const receiver = await webhookReceiver()
    const { endpointId, workspaceId, deliveryIds } = await harness.seed(receiver.url, count)
    const id = await replayOf(endpointId, workspaceId)
    const progress = async () => {
      const [row] = await harness.database.query<{ status: string; done: number }>({
        text: 'SELECT status, done FROM replay WHERE id = $1',
        values: [id],
      })
      return { status: row?.status, done: Number(row?.done) }
    }
    for (const sent of [50, 150, 300]) {
      let victim: RunningProcess | undefined
      receiver.answerWith(() => {
        if (receiver.requests.length < sent) return { status: 200 }
        void victim?.kill()
        return 'hang'
      })
      victim = await harness.process()
      await eventually(() => assert.ok(receiver.requests.length >= sent))
      await harness.lose(victim)
      assert.equal((await progress()).status, 'running', 'it goes no faster than its endpoint')
    }
    receiver.answerWith({ status: 200 })
    const survivor = await harness.dispatcher()
    await eventually(async () => assert.deepEqual(await progress(), { status: 'done', done: count }))
    const books = { accepted: count, delivered: count, pending: 0, held: 0, failed: 0, cancelled: 0 }
    await eventually(async () => assert.deepEqual(await readStats(harness.database, workspaceId), books))
    await survivor.stop()
    const received = receiver.requests.map(({ headers }) => String(headers['x-webhook-delivery']))
    assert.deepEqual([...new Set(received)].sort(), [...deliveryIds].sort())
    // Three kills with a window of eight: no more than that was in flight.
    assert.ok(received.length <= count + 24, `${received.length} requests for ${count} deliveries`)
    await receiver.close()
  })
})
