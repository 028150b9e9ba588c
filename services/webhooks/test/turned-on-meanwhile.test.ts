import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { countWaiting, eventually, make } from '@plinth/testkit'
import { dayOfId } from '../src/partitions/days.ts'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

/** An endpoint that is off. */
async function scene(): Promise<{ context: CallContext; id: string }> {
  const [receiver, context] = [await harness.receiver(), make.context()]
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url }), { context })
  const id = endpoint?.id ?? ''
  await harness.endpoints.updateEndpoint({ id, isActive: false, cleared: [] }, { context })
  return { context, id }
}

const someoneWaits = (statement: string) =>
  eventually(async () => assert.equal(await countWaiting(harness.database, `%${statement}%`), 1))
const isSent = ({ context, id }: Awaited<ReturnType<typeof scene>>) =>
  eventually(async () => {
    const statuses = (await deliveriesOf(harness, context, id)).map(({ status }) => status)
    assert.deepEqual(statuses, ['success'])
  })

describe('an event that is stored while its endpoint is turned on', () => {
  it('is sent when the endpoint is on before it is stored as held', async () => {
    const place = await scene()
    const blocker = await harness.database.pool.connect()
    await harness.database.transaction(async (tx) => {
      const eventId = tx.emit({
        type: 'workspace.updated',
        workspaceId: place.context.workspaceId,
        objectId: place.context.workspaceId,
        objectType: 'workspace',
        attributes: {},
        consumers: ['webhooks'],
      })
      // The same delivery, on its way in another transaction: storing it has to wait.
      await blocker.query('BEGIN')
      await blocker.query(
        `INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status)
         VALUES ($1, $2, $3, $4, $5, '', 'workspace.updated', 'held')`,
        [dayOfId(eventId), `del_${eventId}`, eventId, place.id, place.context.workspaceId],
      )
    })
    await someoneWaits('INSERT INTO delivery (event_day')
    await harness.endpoints.enableEndpoint({ id: place.id }, { context: place.context })
    await blocker.query('ROLLBACK')
    blocker.release()
    await isSent(place)
  })

  it('is sent when the endpoint is on after it is stored as held', async () => {
    const place = await scene()
    const blocker = await harness.database.pool.connect()
    await blocker.query('BEGIN; LOCK TABLE delivery_count IN SHARE MODE')
    await emitWorkspaceUpdated(harness.database, place.context)
    await someoneWaits('INSERT INTO delivery_count')
    const enabled = harness.endpoints.enableEndpoint({ id: place.id }, { context: place.context })
    await Promise.race([enabled, someoneWaits('SELECT FROM endpoint_state')])
    await blocker.query('ROLLBACK')
    blocker.release()
    await enabled
    await isSent(place)
  })
})
