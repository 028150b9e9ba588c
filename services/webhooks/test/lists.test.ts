// A seeded table stands for a large one: PostgreSQL knows from its statistics what is rare, and plans as it would for a million.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { selectPage } from '@plinth/kit/db'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { examineList, explaining } from '@plinth/testkit'
import { deliveriesOf } from '../src/deliveries/store.ts'
import { healthStateSql, healthStates, isInHealthState } from '../src/endpoint-health/health-state.ts'
import { endpointsOf } from '../src/endpoints/store.ts'
import { eventsOf } from '../src/events/list-store.ts'
import { type Harness, startHarness } from './harness.ts'

const rows = 20_000
/** Events of the workspace, and deliveries to its endpoint: what a rare status or type, and a total below 10,000, may read. */
const own = rows / 20

let harness: Harness
let times: string[]
before(async () => {
  harness = await startHarness()
  const [row] = await harness.database.query<{ now: Date }>({ text: 'SELECT plinth_now() AS now' })
  const nowMs = row?.now.getTime() ?? 0
  times = [1, 50].map((seconds) => new Date(nowMs - seconds * 100).toISOString())
  await harness.database.pool.query(`
    INSERT INTO event (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at, caller_id, channels)
      SELECT (now() AT TIME ZONE 'UTC')::date, 'evt_' || lpad(n::text, 6, '0'), 'wks_' || n % 20, '',
        CASE WHEN n % 3 = 0 THEN 'user.created' ELSE 'workspace.updated' END, 'o', '', plinth_now() - n * interval '1 ms',
        'mine ' || n, CASE WHEN n % 7 = 0 THEN '{eu}' ELSE '{}' END::text[]
      FROM generate_series(1, ${rows}) n;
    INSERT INTO event_key (workspace_id, caller_id, event_day, event_id, namespace_id, digest, created_at)
      SELECT workspace_id, caller_id, event_day, id, '', '', created_at FROM event;
    INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status, created_at)
      SELECT event_day, 'del_' || substr(id, 5), id, 'wh_' || substr(workspace_id, 5), workspace_id, '', type,
        CASE WHEN substr(id, 10) = '7' THEN 'failed' ELSE 'success' END, created_at FROM event;
    INSERT INTO endpoint (id, workspace_id, url, events, description, headers, is_active, retry_schedule_seconds, sealed_secret,
        disabled_reason, created_at)
      SELECT 'wh_' || n, 'wks_' || n % 400, 'https://example.com/' || n, '{*}', '', '{}', n % 9 <> 0, '{}', '', '',
        plinth_now() - n * interval '1 ms' FROM generate_series(1, ${rows}) n;
    INSERT INTO endpoint_state (endpoint_id, workspace_id) SELECT id, workspace_id FROM endpoint;
  `)
  for (const table of ['event', 'event_key', 'delivery', 'endpoint', 'endpoint_state'])
    await harness.database.pool.query(`VACUUM ANALYZE ${table}`)
})
after(() => harness?.stop())

const examined = (source: ReturnType<typeof eventsOf>, samples: Record<string, readonly string[]>, most: number) =>
  examineList(harness.database, { source, samples, rowsMax: most })

describe(`a first page reads no more than what a workspace or endpoint has, of ${rows} rows, in every order and under every filter`, () => {
  it('events', async () => {
    const samples = {
      ...{ created_at: times, search: ['user'], event_id: ['mine 1', 'none'] },
    }
    assert.deepEqual(await examined(eventsOf('wks_1', { namespaceId: '', hiddenTypes: [] }), samples, 2 * own), [])
  })

  it('the event of an event_id', async () => {
    const source = eventsOf('wks_1', { namespaceId: '', hiddenTypes: [] })
    const { db, seen } = explaining(harness.database)
    const filters = [{ field: 'event_id', operator: Filter_Operator.OPERATOR_EQUALS, value: 'mine 41' }]
    const query = { page: 1, perPage: 15, filters, sort: [] }
    const { rows } = await selectPage<{ id: string }, string>(db, source, query, ({ id }) => id)
    assert.deepEqual(rows, ['evt_000041'])
    assert.ok(
      seen.every(({ rowsRead, entriesRead }) => rowsRead + entriesRead <= 4),
      JSON.stringify(seen),
    )
  })

  it('deliveries', async () => {
    const samples = { created_at: times, status: ['success', 'held'], event_type: ['user.created'], search: ['user'] }
    assert.deepEqual(await examined(deliveriesOf('wks_1', 'wh_1', ''), samples, 2 * own), [])
  })

  it('all endpoints, which are counted without their states', async () => {
    const { db, seen } = explaining(harness.database)
    const query = { page: 1, perPage: 15, cursor: undefined, filters: [], sort: [] }
    const { info } = await selectPage(db, endpointsOf(undefined), query, (row) => row)
    assert.equal(info.total, rows)
    for (const { rowsRead, entriesRead, text } of seen)
      assert.ok(
        rowsRead + entriesRead <= (text.includes(' AS total FROM') ? rows : 50),
        `${rowsRead}, ${entriesRead}: ${text}`,
      )
  })

  it('endpoints of a health are those that show it', async () => {
    const isOther = healthStates.map((state) => `(${healthStateSql} = '${state}') <> (${isInHealthState(state)})`)
    const others = await harness.database.query({
      text: `SELECT * FROM (SELECT * FROM unnest(ARRAY[true, false]) is_active, unnest(ARRAY[NULL, now()]) suspended_at) e,
        (SELECT * FROM unnest(ARRAY[0, 1]) open_count, unnest(ARRAY[0, 0.5, 0.6]) failure_rate,
          unnest(ARRAY[0, 2, 3]) consecutive_failures, unnest(ARRAY[0, 2000, 2001]) average_ms) s
        WHERE ${isOther.join(' OR ')}`,
    })
    assert.deepEqual(others, [])
  })

  it('all endpoints of a rare health, which are found by their states', async () => {
    const { db, seen } = explaining(harness.database)
    const filters = [{ field: 'health', operator: Filter_Operator.OPERATOR_EQUALS, value: 'open' }]
    const query = { page: 1, perPage: 15, cursor: undefined, filters, sort: [] }
    const { info } = await selectPage(db, endpointsOf(undefined), query, (row) => row)
    assert.equal(info.total, 0)
    for (const { wholeTables, rowsRead, text } of seen)
      assert.deepEqual([wholeTables, rowsRead <= rows + 50], [['endpoint_state'], true], text)
  })

  it("a workspace's endpoints", async () => {
    const samples = {
      ...{ created_at: times, updated_at: times, url: ['https://example.com/401'], is_active: ['true', 'false'] },
      ...{ status: ['active', 'disabled'], health: ['healthy', 'open'], search: ['example'] },
    }
    assert.deepEqual(await examined(endpointsOf('wks_1'), samples, 200), [])
  })
})
