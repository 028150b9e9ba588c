import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dayAfter } from '@plinth/kit/days'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { eventually, make, type WebhookReceiver } from '@plinth/testkit'
import { cancelBefore, giveUpOverdue } from '../src/housekeeping/endings-store.ts'
import { dayOfId } from '../src/partitions/days.ts'
import { dropPartitionsBefore, makePartitions } from '../src/partitions/store.ts'
import { applyStatus } from '../src/workspace-status/store.ts'
import {
  deliveriesOf,
  emitOfWorkspace,
  emitWorkspaceUpdated,
  type Harness,
  newEndpoint,
  startHarness,
} from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0,3600' })
})
after(() => harness.stop())

async function scene(events = ['*']): Promise<{ receiver: WebhookReceiver; context: CallContext; id: string }> {
  const [receiver, context] = [await harness.receiver(), make.context()]
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url, events }), { context })
  return { receiver, context, id: endpoint?.id ?? '' }
}
const emit = (context: CallContext, type: string, attributes = {}) =>
  emitOfWorkspace(harness.database, context, type, attributes)
const statuses = async (context: CallContext, id: string) =>
  (await deliveriesOf(harness, context, id)).map(({ status }) => status)
const counts = async (context: CallContext) => {
  const [row] = await harness.database.query<Record<string, number>>({
    text: `SELECT sum(accepted)::int AS accepted, sum(delivered)::int AS delivered, sum(failed)::int AS failed,
        sum(cancelled)::int AS cancelled,
        (SELECT count(*)::int FROM delivery_due d WHERE d.workspace_id = $1) AS unfinished
      FROM delivery_count WHERE workspace_id = $1`,
    values: [context.workspaceId],
  })
  return row
}

/** One delivery that failed once and waits for an hour. */
async function waiting() {
  const place = await scene(['workspace.updated'])
  place.receiver.answerWith({ status: 500 })
  await emitWorkspaceUpdated(harness.database, place.context)
  await eventually(async () => assert.deepEqual(await statuses(place.context, place.id), ['retrying']))
  return place
}

describe('a workspace that is suspended', () => {
  it('has everything held until it is active again', async () => {
    const { receiver, context, id } = await waiting()
    receiver.answerWith({ status: 200 })
    await emit(context, 'workspace.updated', { status: 'suspended' })
    await eventually(async () => {
      const all = await statuses(context, id)
      assert.ok(all.length === 2 && all.includes('held'))
      assert.ok(!all.includes('pending'), 'the one that says so may be on its way')
    })
    const before = receiver.requests.length
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.equal((await statuses(context, id)).length, 3))
    assert.equal(receiver.requests.length, before)
    await emit(context, 'workspace.updated', { status: 'active' })
    await eventually(async () =>
      assert.deepEqual(await statuses(context, id), ['success', 'success', 'success', 'success']),
    )
    const { endpoint } = await harness.endpoints.getEndpoint({ id }, { context })
    assert.equal(endpoint?.isActive, true)
  })
})

describe('a workspace that was suspended and is active again', () => {
  type Told = [status: 'active' | 'suspended', eventId: string | undefined, version: number]
  const isSuspendedAfter = async (...told: Told[]) => {
    const { context, id } = await scene(['workspace.updated'])
    const { workspaceId } = context
    for (const [status, eventId = '', version] of told)
      await applyStatus(harness.database, { workspaceId, status, eventId, version })
    const [row] = await harness.database.query<{ isSuspended: boolean }>({
      text: 'SELECT suspended_at IS NOT NULL AS "isSuspended" FROM endpoint WHERE id = $1',
      values: [id],
    })
    return row?.isSuspended
  }
  const [older, newer, newest] = [make.id('evt'), make.id('evt'), make.id('evt')].sort()

  it('stays active when the older event arrives last', async () => {
    assert.equal(await isSuspendedAfter(['active', newer, 3], ['suspended', older, 2]), false)
  })
  it('is active by the versions of the workspace, whatever the clocks of those that changed it', async () => {
    assert.equal(await isSuspendedAfter(['suspended', newer, 2], ['active', older, 3]), false)
    assert.equal(await isSuspendedAfter(['active', older, 3], ['suspended', newer, 2]), false)
  })
  it('is active by the ids of the events where the release before tells no version', async () => {
    assert.equal(await isSuspendedAfter(['active', newer, 0], ['suspended', older, 2]), false)
    assert.equal(await isSuspendedAfter(['suspended', older, 2], ['active', newer, 0]), false)
    assert.equal(await isSuspendedAfter(['active', newer, 3], ['suspended', older, 0]), false)
    const late: Told = ['suspended', newer, 4]
    assert.equal(await isSuspendedAfter(['suspended', older, 2], ['active', newest, 0], late), false)
  })
  it('is active by the ids once a process of the release before has stored the status', async () => {
    const { workspaceId } = make.context()
    const apply = (status: 'active' | 'suspended', eventId = '', version: number) =>
      applyStatus(harness.database, { workspaceId, status, eventId, version })
    await apply('suspended', older, 2)
    await harness.database.query({
      text: `INSERT INTO workspace_standing AS s (workspace_id, status, event_id) VALUES ($1, 'active', $2)
        ON CONFLICT (workspace_id) DO UPDATE SET status = excluded.status, event_id = excluded.event_id
          WHERE s.event_id < excluded.event_id`,
      values: [workspaceId, newest],
    })
    await apply('suspended', newer, 4)
    const [row] = await harness.database.query({
      text: 'SELECT status FROM workspace_standing WHERE workspace_id = $1',
      values: [workspaceId],
    })
    assert.deepEqual(row, { status: 'active' })
  })
})

describe('a workspace that is deleted', () => {
  it('is announced to endpoints that ask for it; then its endpoints are deleted, within five seconds', async () => {
    const { receiver, context, id } = await waiting()
    const other = await harness.endpoints.createEndpoint(
      newEndpoint({ url: `${receiver.url}/asked`, events: ['workspace.deleted'] }),
      { context },
    )
    receiver.answerWith({ status: 200 })
    await closeAnHourLater()
    await emit(context, 'workspace.deleted')
    await eventually(async () => assert.equal((await counts(context))?.['delivered'], 1))
    const closed = await harness.database.query({
      text: `UPDATE endpoint SET closing_at = plinth_now()
        WHERE workspace_id = $1 AND closing_at - interval '1 hour' <= plinth_now() + interval '5 seconds' RETURNING id`,
      values: [context.workspaceId],
    })
    assert.equal(closed.length, 2)
    await eventually(async () => {
      for (const gone of [id, other.endpoint?.id ?? ''])
        await assert.rejects(harness.endpoints.getEndpoint({ id: gone }, { context }), { code: 'RESOURCE_NOT_FOUND' })
    })
    assert.equal(receiver.requests.filter(({ path }) => path === '/asked').length, 1)
    assert.deepEqual(await counts(context), { accepted: 2, delivered: 1, failed: 0, cancelled: 1, unfinished: 0 })
  })
})

/** Makes an ending that is due in seconds due an hour later: no test depends on how long seconds are to a busy machine. */
async function closeAnHourLater(): Promise<void> {
  await harness.database.query({
    text: `CREATE FUNCTION an_hour_later() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW.closing_at = NEW.closing_at + interval '1 hour'; RETURN NEW; END $$`,
  })
  await harness.database.query({
    text: `CREATE TRIGGER an_hour_later BEFORE UPDATE ON endpoint FOR EACH ROW
      WHEN (OLD.closing_at IS NULL AND NEW.closing_at IS NOT NULL) EXECUTE FUNCTION an_hour_later()`,
  })
}

describe('a delivery whose time is over', () => {
  it('ends failed although its schedule has more', async () => {
    const { context, id } = await waiting()
    await harness.database.query({
      text: `UPDATE delivery_due SET give_up_at = plinth_now() WHERE endpoint_id = $1`,
      values: [id],
    })
    // Maybe the service itself was there first.
    assert.ok((await giveUpOverdue(harness.database, 0)) <= 1)
    await eventually(async () => assert.deepEqual(await statuses(context, id), ['failed']))
    assert.deepEqual(await counts(context), { accepted: 1, delivered: 0, failed: 1, cancelled: 0, unfinished: 0 })
  })
})

describe('days that are no longer kept', () => {
  const drop = (before: string) => eventually(() => dropPartitionsBefore(harness.database, before))
  const isKept = async (day: string) => {
    const table = `event_${day.replaceAll('-', '')}`
    const text = 'SELECT to_regclass($1) IS NOT NULL AS "isKept"'
    const [row] = await harness.database.query<{ isKept: boolean }>({ text, values: [table] })
    return row?.isKept
  }

  it('end what is unfinished as cancelled, and go as a whole only then', async () => {
    const { context, id } = await waiting()
    const [delivery] = await deliveriesOf(harness, context, id)
    const [today, old] = [dayOfId(delivery?.id ?? ''), '2020-02-02']
    await makePartitions(harness.database, [old])
    await drop('2021-01-01')
    await drop(dayAfter(today))
    assert.deepEqual([await isKept(old), await isKept(today)], [false, true], 'something unfinished belongs to today')
    assert.equal(await cancelBefore(harness.database, today, 0), 0)
    assert.equal(await cancelBefore(harness.database, dayAfter(today), 0), 1)
    assert.deepEqual(await statuses(context, id), ['cancelled'])
    await drop(dayAfter(today))
    assert.equal(await isKept(today), false)
    assert.deepEqual(await statuses(context, id), [])
  })
  it('are made again when something of them still arrives', async () => {
    const { receiver, context } = await scene()
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(() => assert.ok(receiver.requests.length >= 1))
  })
})
