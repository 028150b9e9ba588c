import assert from 'node:assert/strict'
import { after, before, beforeEach } from 'node:test'
import type { Tx } from '@plinth/kit/db'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { lockEndpointStates } from '../src/delivery-queue/endpoint-state-store.ts'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

/** An endpoint with ordering by key, and its receiver, for the tests of the file that calls this: each test has its own. */
export function orderedEndpoint() {
  let harness: DispatchHarness
  let receiver: WebhookReceiver
  let endpointId: string
  let workspaceId: string
  before(async () => {
    harness = await startDispatchHarness()
  })
  after(() => harness.stop())
  beforeEach(async (context) => {
    const own = await webhookReceiver()
    receiver = own
    if ('after' in context)
      context.after(async () => {
        await own.close()
        await harness.database.query({ text: 'DELETE FROM delivery_due' })
      })
    ;({ endpointId, workspaceId } = await harness.seed(receiver.url, 0))
    await setOrdering('key')
  })

  const setOrdering = (ordering: string) =>
    harness.database.query({ text: 'UPDATE endpoint SET ordering = $2 WHERE id = $1', values: [endpointId, ordering] })
  /** The deliveries that have not ended, by key and place, and which of them may be sent. */
  const queued = () =>
    harness.database.query<{ event_id: string; may_go: boolean }>({
      text: `SELECT event_id, blocked_next_at IS NULL AS may_go FROM delivery_due WHERE endpoint_id = $1
        ORDER BY ordering_key, ordering_position`,
      values: [endpointId],
    })
  const statusOf = async (eventId: string) => {
    const [row] = await harness.database.query<{ id: string; status: string; created_at: Date }>({
      text: 'SELECT id, status, created_at FROM delivery WHERE endpoint_id = $1 AND event_id = $2',
      values: [endpointId, eventId],
    })
    assert.ok(row !== undefined)
    return row
  }

  return {
    get harness() {
      return harness
    },
    get receiver() {
      return receiver
    },
    get endpointId() {
      return endpointId
    },
    get workspaceId() {
      return workspaceId
    },
    setOrdering,
    queued,
    statusOf,
    /** Stores an event for each key, in this order; answers their ids. */
    store: (...keys: string[]) => harness.store(workspaceId, keys),
    idsReceived: () => receiver.requests.map(({ headers }) => headers['webhook-id']),
    locked: <T>(run: (tx: Tx) => Promise<T>) =>
      harness.database.transaction(async (tx) => {
        await tx.query(lockEndpointStates([endpointId]))
        return run(tx)
      }),
    allEnded: () => eventually(async () => assert.deepEqual(await queued(), []), { timeoutMs: 60_000 }),
  }
}
