import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { setTestClock } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { ReplaysServiceService } from '@plinth/proto/webhooks/v1/replays.ts'
import { StatsServiceService } from '@plinth/proto/webhooks/v1/stats.ts'
import { eventually, make } from '@plinth/testkit'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

describe('when time is moved', () => {
  let harness: Harness
  let offsetMs = 0
  before(async () => {
    harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0,3600', WEBHOOKS_RETENTION_DAYS: '30' })
  })
  after(() => harness?.stop())

  /** As the test clock does: the database first, then the processes. */
  const advance = async (ms: number) => {
    offsetMs += ms
    await setTestClock(harness.database, offsetMs)
    harness.part.clock.setOffset(offsetMs)
  }
  const stats = (context: CallContext) => harness.part.dial('webhooks', StatsServiceService).getStats({}, { context })
  // Also of what is looked at until it is as it must be: no look may find a delivery lost or counted twice.
  const unequal: unknown[] = []
  afterEach(() => assert.deepEqual(unequal.splice(0), []))
  const conserved = async (context: CallContext) => {
    const { accepted, ...rest } = await stats(context)
    const sum = Object.values(rest).reduce((total, count) => total + count, 0)
    if (sum !== accepted) unequal.push({ accepted, ...rest })
    return rest
  }
  const created = async (context: CallContext, url: string, changes = {}) => {
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url, ...changes }), { context })
    return endpoint?.id ?? ''
  }
  const statusOf = async (context: CallContext, id: string) => (await deliveriesOf(harness, context, id))[0]?.status

  it('a delivery that was due for its budget ends as failed at once, and not before', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    receiver.answerWith({ status: 429, headers: { 'retry-after': '3600' } })
    const id = await created(context, receiver.url)
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.equal(await statusOf(context, id), 'retrying'))
    // The sum of its delays and a day: 25 hours, of which it may be 24 without an end.
    receiver.answerWith('hang')
    await harness.database.query({
      text: `UPDATE endpoint_state SET paused_until = plinth_now() + interval '10 days' WHERE endpoint_id = $1`,
      values: [id],
    })
    await advance(24 * hourMs)
    await conserved(context)
    assert.equal(await statusOf(context, id), 'retrying')
    await advance(2 * hourMs)
    await eventually(async () => assert.equal(await statusOf(context, id), 'failed'))
    assert.equal((await conserved(context)).failed, 1)
  })

  it('what is held past the retention ends as cancelled, and its day goes a day later', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    const id = await created(context, receiver.url, { isActive: false })
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.equal(await statusOf(context, id), 'held'))
    await advance(29 * dayMs)
    assert.equal((await conserved(context)).held, 1)
    await advance(2 * dayMs)
    await eventually(async () => assert.equal((await conserved(context)).cancelled, 1))
    await advance(2 * dayMs)
    await eventually(async () => assert.deepEqual(await deliveriesOf(harness, context, id), []))
    // Counts stay when their rows have gone.
    assert.equal((await conserved(context)).cancelled, 1)
  })

  it('a replay of what had succeeded is counted as waiting until it has ended again', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    const since = new Date(harness.part.clock.now().getTime() - 60_000)
    const id = await created(context, receiver.url)
    for (let count = 0; count < 3; count++) await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.equal((await conserved(context)).delivered, 3))
    receiver.answerWith('hang')
    const replays = harness.part.dial('webhooks', ReplaysServiceService)
    await replays.createReplay(
      { endpointId: id, since, until: undefined, status: 'success', isDryRun: false },
      { context },
    )
    await eventually(async () => {
      const { delivered, pending } = await conserved(context)
      assert.deepEqual([delivered, pending], [0, 3])
    })
    receiver.answerWith({ status: 200 })
    await harness.database.query({
      text: `UPDATE delivery_due SET lease_until = plinth_now() - interval '1 second' WHERE endpoint_id = $1 AND lease_token IS NOT NULL`,
      values: [id],
    })
    await eventually(async () => assert.equal((await conserved(context)).delivered, 3))
    assert.equal((await stats(context)).accepted, 3)
  })
})
