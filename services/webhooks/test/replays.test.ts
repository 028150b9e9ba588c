import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { type CreateReplayRequest, ReplaysServiceService } from '@plinth/proto/webhooks/v1/replays.ts'
import { StatsServiceService } from '@plinth/proto/webhooks/v1/stats.ts'
import { eventually, make, type WebhookReceiver } from '@plinth/testkit'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0' })
})
after(() => harness.stop())

const replays = () => harness.part.dial('webhooks', ReplaysServiceService)
const longAgo = new Date('2020-01-01T00:00:00Z')
const all = (endpointId: string, changes: Partial<CreateReplayRequest> = {}): CreateReplayRequest => ({
  endpointId,
  since: longAgo,
  until: undefined,
  status: '',
  isDryRun: false,
  ...changes,
})

/** An endpoint whose first `failed` deliveries were refused, and the others taken. */
async function history(failed: number, delivered: number) {
  const [receiver, context] = [await harness.receiver(), make.context()]
  receiver.answerWith(() => ({ status: receiver.requests.length <= failed ? 400 : 200 }))
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url }), { context })
  const id = endpoint?.id ?? ''
  for (let made = 0; made < failed + delivered; made++) {
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(() => assert.equal(receiver.requests.length, made + 1))
  }
  await ended(context, id)
  return { receiver, context, id }
}

const ended = (context: CallContext, id: string) =>
  eventually(async () => {
    const rows = await deliveriesOf(harness, context, id)
    assert.ok(rows.every(({ status }) => status === 'success' || status === 'failed'))
  })
const byEvent = (receiver: WebhookReceiver) =>
  Map.groupBy(receiver.requests, ({ headers }) => String(headers['webhook-id']))
const done = (context: CallContext, endpointId: string, id: string) =>
  eventually(async () => {
    const { replay } = await replays().getReplay({ endpointId, id }, { context })
    assert.equal(replay?.status, 'done')
    return replay
  })

describe('a replay', () => {
  it('sends what failed again, the same bytes under the same id, and nothing else; the books stay true', async () => {
    const { receiver, context, id } = await history(2, 3)
    const { replay: counted } = await replays().createReplay(all(id, { status: 'failed', isDryRun: true }), { context })
    assert.deepEqual([counted?.id, counted?.total], ['', 2])
    receiver.answerWith({ status: 200 })
    const { replay } = await replays().createReplay(all(id, { status: 'failed' }), { context })
    assert.deepEqual([replay?.status, replay?.total, replay?.done], ['running', 2, 0])
    assert.equal((await done(context, id, replay?.id ?? ''))?.done, 2)
    await eventually(() => assert.equal(receiver.requests.length, 7))
    await ended(context, id)
    const sent = byEvent(receiver)
    assert.deepEqual([...sent.values()].map(({ length }) => length).sort(), [1, 1, 1, 2, 2])
    for (const [first, second] of sent.values()) if (second !== undefined) assert.deepEqual(second.body, first?.body)
    const stats = await harness.part.dial('webhooks', StatsServiceService).getStats({}, { context })
    assert.deepEqual(stats, { accepted: 5, delivered: 5, pending: 0, held: 0, failed: 0, cancelled: 0 })
    const [delivery] = (await deliveriesOf(harness, context, id)).filter(({ attempts }) => attempts === 2)
    const request = { endpointId: id, id: delivery?.id ?? '' }
    const whole = await harness.deliveries.getDelivery(request, { context })
    assert.deepEqual(
      whole.delivery?.attemptsLog.map(({ number, trigger, outcome }) => [number, trigger, outcome]),
      [
        [1, 'schedule', 'http'],
        [2, 'replay', 'ok'],
      ],
    )
  })

  it('takes only what was made between since and until, both included', async () => {
    const { context, id } = await history(0, 3)
    const times = (await deliveriesOf(harness, context, id)).map(({ createdAt }) => createdAt ?? longAgo).reverse()
    const total = async (changes: Partial<CreateReplayRequest>) =>
      (await replays().createReplay(all(id, { ...changes, isDryRun: true }), { context })).replay?.total
    assert.equal(await total({ since: times[1] }), 2)
    assert.equal(await total({ until: times[1] }), 2)
    assert.equal(await total({ since: times[1], until: times[1] }), 1)
    assert.equal(await total({ since: new Date(Date.now() + 60_000) }), 0)
  })

  it('is one at a time; cancelled, it queues nothing more, a second time too', async () => {
    const { receiver, context, id } = await history(0, 1)
    const hold = await harness.database.pool.connect()
    await hold.query('BEGIN')
    await hold.query('SELECT FROM endpoint_state WHERE endpoint_id = $1 FOR UPDATE', [id])
    const { replay } = await replays().createReplay(all(id), { context })
    await assert.rejects(replays().createReplay(all(id), { context }), { code: 'STATE_CONFLICT' })
    const cancelled = replays().cancelReplay({ endpointId: id, id: replay?.id ?? '' }, { context })
    await hold.query('COMMIT')
    hold.release()
    await cancelled
    await replays().cancelReplay({ endpointId: id, id: replay?.id ?? '' }, { context })
    const after = (await replays().getReplay({ endpointId: id, id: replay?.id ?? '' }, { context })).replay
    await eventually(() => assert.equal(receiver.requests.length, 1 + Number(after?.done)))
    assert.ok(after?.status === 'cancelled' || after?.done === 1)
    await replays().createReplay(all(id), { context })
  })

  it('is cancelled with the ETag of any moment, and with no other', async () => {
    const { context, id } = await history(0, 1)
    const { replay } = await replays().createReplay(all(id), { context })
    const request = { endpointId: id, id: replay?.id ?? '' }
    await done(context, id, request.id)
    const cancel = (ifMatchVersion: number) =>
      replays().cancelReplay(request, { context: { ...context, ifMatchVersion } })
    await assert.rejects(cancel(1), { code: 'PRECONDITION_FAILED' })
    await cancel(0)
  })

  it('of an endpoint that is off is held until it is on', async () => {
    const { receiver, context, id } = await history(0, 2)
    await harness.endpoints.updateEndpoint({ id, isActive: false, cleared: [] }, { context })
    const { replay } = await replays().createReplay(all(id), { context })
    await done(context, id, replay?.id ?? '')
    const held = (await deliveriesOf(harness, context, id)).map(({ status }) => status)
    assert.deepEqual([held, receiver.requests.length], [['held', 'held'], 2])
    await harness.endpoints.enableEndpoint({ id }, { context })
    await eventually(() => assert.equal(receiver.requests.length, 4))
  })

  it('ends with its endpoint', async () => {
    const { context, id } = await history(0, 1)
    const { replay } = await replays().createReplay(all(id), { context })
    await harness.endpoints.deleteEndpoint({ id }, { context })
    const missing = { code: 'RESOURCE_NOT_FOUND' }
    await assert.rejects(replays().getReplay({ endpointId: id, id: replay?.id ?? '' }, { context }), missing)
    await eventually(async () => {
      const text = `SELECT FROM replay WHERE endpoint_id = $1 AND status = 'running'`
      assert.deepEqual(await harness.database.query({ text, values: [id] }), [])
    })
  })

  it('holds up no replay of another tenant when its chunk fails, and is done once it can be', async () => {
    const [broken, other] = [await history(0, 1), await history(0, 1)]
    const text = `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'too long'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON delivery_due FOR EACH ROW WHEN (NEW.endpoint_id = '${broken.id}') EXECUTE FUNCTION refuse()`
    await harness.database.query({ text })
    const first = await replays().createReplay(all(broken.id), { context: broken.context })
    const second = await replays().createReplay(all(other.id), { context: other.context })
    await done(other.context, other.id, second.replay?.id ?? '')
    await harness.database.query({ text: 'DROP FUNCTION refuse CASCADE' })
    await harness.database.query({ text: 'UPDATE replay SET turn_at = plinth_now() WHERE turn_at > plinth_now()' })
    await done(broken.context, broken.id, first.replay?.id ?? '')
  })

  it('is refused for mistakes, to members, and in other workspaces', async () => {
    const { context, id } = await history(0, 1)
    const refused = (changes: Partial<CreateReplayRequest>, of = context) =>
      replays().createReplay(all(id, changes), { context: of })
    await assert.rejects(refused({ status: 'held' }), { code: 'VALIDATION_ERROR' })
    await assert.rejects(refused({ since: undefined }), { code: 'VALIDATION_ERROR' })
    await assert.rejects(refused({ until: new Date('2019-01-01') }), { code: 'VALIDATION_ERROR' })
    await assert.rejects(refused({}, make.context()), { code: 'RESOURCE_NOT_FOUND' })
    const unknown = replays().getReplay({ endpointId: id, id: make.id('rpl') }, { context })
    await assert.rejects(unknown, { code: 'RESOURCE_NOT_FOUND' })
  })
})
