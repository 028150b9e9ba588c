import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { eventually, explaining, fill, make } from '@plinth/testkit'
import { plannerSettings } from '../src/delivery-queue/planner-settings.ts'
import { type HealthFacts, healthStateOf, healthStates } from '../src/endpoint-health/health-state.ts'
import { findHealth } from '../src/endpoint-health/store.ts'
import { emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0,3600' })
})
after(() => harness?.stop())

const made = async (context: CallContext, fields: Parameters<typeof newEndpoint>[0] = {}) =>
  (await harness.endpoints.createEndpoint(newEndpoint(fields), { context })).endpoint?.id ?? ''
const healthOf = async (context: CallContext, id: string) =>
  (await harness.endpoints.getEndpoint({ id, withHealth: true }, { context })).endpoint?.health
const listed = async (context: CallContext, state: string) => {
  const filters = [{ field: 'health', operator: Filter_Operator.OPERATOR_EQUALS, value: state }]
  const query = { page: 1, perPage: 100, sort: [], filters }
  const { endpoints } = await harness.endpoints.listEndpoints({ query, withHealth: true }, { context })
  assert.ok(endpoints.every(({ health }) => health?.state === state))
  return endpoints.map(({ id }) => id)
}

describe('the health of an endpoint', () => {
  it('is healthy with its window before the first delivery, and only where it is asked for', async () => {
    const context = make.context()
    const id = await made(context)
    const nothing = { inFlight: 0, due: 0, held: 0, openUntil: undefined, oldestDueAt: undefined }
    const unknown = { successRate: undefined, p95Ms: undefined }
    assert.deepEqual(await healthOf(context, id), { state: 'healthy', window: 2, ...nothing, ...unknown })
    assert.equal(
      (await harness.endpoints.getEndpoint({ id, withHealth: false }, { context })).endpoint?.health,
      undefined,
    )
  })

  it('says what is held of a disabled one, and what is due of one that is open', async () => {
    const context = make.context()
    const [off, open] = [await made(context, { isActive: false }), await made(context)]
    await harness.database.query({
      text: `UPDATE endpoint_state SET open_count = 1, open_until = plinth_now() + interval '1 hour' WHERE endpoint_id = $1`,
      values: [open],
    })
    await emitWorkspaceUpdated(harness.database, context)
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => {
      const [one, other] = [await healthOf(context, off), await healthOf(context, open)]
      assert.deepEqual([one?.state, one?.held, one?.due, one?.oldestDueAt], ['disabled', 2, 0, undefined])
      assert.deepEqual([other?.state, other?.held, other?.due], ['open', 0, 2])
      assert.ok(other?.openUntil !== undefined && other.oldestDueAt !== undefined)
    })
  })

  it('has the rate and time of the last hour', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    receiver.answerWith(() => ({ status: receiver.requests.length <= 1 ? 500 : 200 }))
    const id = await made(context, { url: receiver.url })
    for (let events = 0; events < 4; events++) await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => {
      const { successRate, p95Ms = 0 } = (await healthOf(context, id)) ?? {}
      assert.deepEqual([successRate, p95Ms > 0], [0.75, true])
    })
  })

  it('is the same in a list that it filters, whatever is known of the endpoint', async () => {
    const context = make.context()
    const flags = [true, false]
    const facts: HealthFacts[] = flags.flatMap((isActive) =>
      flags.flatMap((isSuspended) =>
        [0, 1].flatMap((openCount) =>
          [0, 0.5, 0.51].flatMap((failureRate) =>
            [2_000, 2_001].flatMap((averageMs) =>
              [2, 3].map((consecutiveFailures) => ({
                ...{ isActive, isSuspended, openCount, failureRate, averageMs, consecutiveFailures },
              })),
            ),
          ),
        ),
      ),
    )
    const rows = facts.map((fact) => ({ id: make.id('wh'), ...fact }))
    await harness.database.query({
      text: `WITH new AS (SELECT * FROM jsonb_to_recordset($2) AS new (id text, "isActive" boolean, "isSuspended" boolean, "openCount" int,
          "failureRate" real, "averageMs" real, "consecutiveFailures" int)), made AS (
          INSERT INTO endpoint (id, workspace_id, url, events, description, headers, is_active, retry_schedule_seconds, sealed_secret,
            disabled_reason, suspended_at)
          SELECT id, $1, '', '{}', '', '{}', "isActive", '{}', '', '', CASE WHEN "isSuspended" THEN plinth_now() END FROM new)
        INSERT INTO endpoint_state (endpoint_id, workspace_id, open_count, failure_rate, average_ms, consecutive_failures)
        SELECT id, $1, "openCount", "failureRate", "averageMs", "consecutiveFailures" FROM new`,
      values: [context.workspaceId, JSON.stringify(rows)],
    })
    for (const state of healthStates) {
      const expected = rows.filter((row) => healthStateOf(row) === state).map(({ id }) => id)
      assert.ok(expected.length > 0)
      assert.deepEqual((await listed(context, state)).toSorted(), expected.toSorted(), state)
    }
  })

  it('takes no more than 1,000 queued deliveries of each kind, of 100,000', async () => {
    const context = make.context()
    const ids = [await made(context, { isActive: false }), await made(context, { isActive: false })]
    await fill(harness.database, [
      {
        text: `INSERT INTO delivery_due (delivery_id, event_day, event_id, endpoint_id, workspace_id, next_at, give_up_at, held_at)
        SELECT 'del_' || n, '2026-01-01', 'evt_' || n, $1, $2, plinth_now() - n * interval '1 ms', plinth_now() + interval '1 day',
          CASE WHEN n % 2 = 0 THEN plinth_now() END FROM generate_series(1, 100000) n`,
        values: [ids[0], context.workspaceId],
      },
      'VACUUM ANALYZE delivery_due',
    ])
    const { health, seen } = await harness.database.transaction(
      async (tx) => {
        const explained = explaining(tx)
        return { health: await findHealth(explained.db, ids), seen: explained.seen }
      },
      { settings: plannerSettings },
    )
    const counts = ids.map((id) => [health.get(id)?.due, health.get(id)?.held])
    assert.deepEqual(counts, [
      [1_000, 1_000],
      [0, 0],
    ])
    const took = seen.reduce((sum, { rowsRead, entriesRead }) => sum + rowsRead + entriesRead, 0)
    assert.ok(took <= 4_500, `${took}`)
  })
})
