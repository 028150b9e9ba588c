import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { make } from '@plinth/testkit'
import { backlogMax } from '../src/delivery-queue/ordering-store.ts'
import { type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

/** A disabled endpoint, so that nothing of it is sent. */
async function disabled(context: CallContext, ordering: string): Promise<string> {
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ isActive: false, ordering }), { context })
  return endpoint?.id ?? ''
}

/** Queues deliveries, each of an event of its own about one of so many objects, and held as of a disabled endpoint. */
async function queue({ workspaceId }: CallContext, endpointId: string, count: number, keys: number): Promise<void> {
  const unique = make.id('x').slice(2)
  await harness.database.query({
    text: `WITH new AS (
        SELECT n, plinth_now()::date AS day, 'evt_' || $3 || lpad(n::text, 8, '0') AS event_id, 'del_' || $3 || lpad(n::text, 8, '0') AS id
        FROM generate_series(1, $4::int) n
      ), events AS (
        INSERT INTO event (event_day, id, workspace_id, namespace_id, type, payload, object_id, created_at)
        SELECT day, event_id, $1, '', 'workspace.updated', '{}', 'key ' || n % $5::int, plinth_now() FROM new
      ), deliveries AS (
        INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status)
        SELECT day, id, event_id, $2, $1, '', 'workspace.updated', 'held' FROM new
      )
      INSERT INTO delivery_due (delivery_id, event_day, event_id, endpoint_id, workspace_id, next_at, give_up_at, held_at, ordering_key)
      SELECT id, day, event_id, $2, $1, plinth_now(), plinth_now() + interval '1 day', plinth_now(),
        (SELECT CASE ordering WHEN 'key' THEN 'key ' || n % $5::int ELSE '' END FROM endpoint WHERE id = $2)
      FROM new ORDER BY n`,
    values: [workspaceId, endpointId, unique, count, keys],
  })
}

const queued = async (endpointId: string) => {
  const [row] = await harness.database.query({
    text: `SELECT count(*)::int AS count, count(*) FILTER (WHERE ordering_key <> '')::int AS ordered,
        count(*) FILTER (WHERE blocked_next_at IS NOT NULL)::int AS blocked FROM delivery_due WHERE endpoint_id = $1`,
    values: [endpointId],
  })
  return row
}

describe('ordering by key that is switched on', () => {
  it(`orders a backlog of ${backlogMax} in one key, and is refused with a longer one, which stays as it is`, async () => {
    const context = make.context()
    const id = await disabled(context, 'none')
    const switchOn = () => harness.endpoints.updateEndpoint({ id, cleared: [], ordering: 'key' }, { context })
    await queue(context, id, backlogMax + 1, 1)
    await assert.rejects(switchOn(), {
      code: 'STATE_CONFLICT',
      message: `More than ${backlogMax} deliveries wait. They can be put in order when fewer are left; or make a new webhook with this ordering.`,
    })
    const { endpoint } = await harness.endpoints.getEndpoint({ id }, { context })
    assert.deepEqual([endpoint?.ordering, endpoint?.version], ['none', 1])
    assert.deepEqual(await queued(id), { count: backlogMax + 1, ordered: 0, blocked: 0 })
    await harness.database.query({
      text: 'DELETE FROM delivery_due WHERE delivery_id = (SELECT max(delivery_id) FROM delivery_due WHERE endpoint_id = $1)',
      values: [id],
    })
    assert.equal((await switchOn()).endpoint?.ordering, 'key')
    assert.deepEqual(await queued(id), { count: backlogMax, ordered: backlogMax, blocked: backlogMax - 1 })
  })
})

describe('the blocked keys of an endpoint', () => {
  it('are counted to 1,000, with one of them by name', async () => {
    const context = make.context()
    const blockedKeys = async (keys: number) => {
      const id = await disabled(context, 'key')
      await queue(context, id, 2 * keys, keys)
      return (await harness.endpoints.getEndpoint({ id }, { context })).blockedKeys
    }
    const counts = await Promise.all([999, 1_000, 1_001, 1_500].map(blockedKeys))
    assert.deepEqual(
      counts.map((blocked) => blocked?.count),
      [999, 1_000, 1_000, 1_000],
    )
    for (const blocked of counts) assert.match(blocked?.key ?? '', /^key \d+$/)
  })
})
