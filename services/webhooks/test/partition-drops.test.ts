import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { inProcessBus } from '@plinth/kit/bus'
import { type Clock, SystemClock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import type { ServerCall } from '@plinth/kit/rpc'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { countWaiting, eventually, make, StoppedClock } from '@plinth/testkit'
import { listSettings, listWorkspaceDeliveries } from '../src/deliveries/list-store.ts'
import { deliveriesRpc } from '../src/deliveries/rpc.ts'
import { deliveryVerbs } from '../src/deliveries/verbs.ts'
import { runClaimCycle } from '../src/dispatch/claim-cycle.ts'
import { expireLeases } from '../src/dispatch/lease-expiry-store.ts'
import { defaultTuning } from '../src/dispatch/tuning.ts'
import { startHousekeeping } from '../src/housekeeping/housekeeping.ts'
import { dropPartitionsBefore, makePartitions, writesInOrder } from '../src/partitions/store.ts'
import { replayLimits, startReplayer } from '../src/replays/replayer.ts'
import { replaysRpc } from '../src/replays/rpc.ts'
import { replayVerbs } from '../src/replays/verbs.ts'
import { allFree, type DispatchHarness, leaseMs, startDispatchHarness } from './dispatch-harness.ts'

const log = openLog({ level: 'fatal', name: 'webhooks' })
// For as long as a busy machine takes to look at what waits.
const patient = { lockMs: 30_000 }
const clock = new SystemClock()
const url = 'http://127.0.0.1:9/in'

let harness: DispatchHarness
let database: Database
before(async () => {
  harness = await startDispatchHarness()
  database = harness.database
})
after(() => harness.stop())

describe('the partitions of a day, beside work that names deliveries and attempts', () => {
  /** Runs it while a day is being dropped that waits for attempts. Returns how often it began: what PostgreSQL ends in a deadlock begins again. */
  async function beganBeside(
    [old = '', today = '']: readonly string[],
    work: (counted: Database) => Promise<unknown>,
  ): Promise<number> {
    let began = 0
    const counted: Database = Object.create(database, {
      transaction: {
        value: ((fn, opening) =>
          database.transaction((tx, opened) => {
            began++
            return fn(tx, opened)
          }, opening)) satisfies Database['transaction'],
      },
    })
    await makePartitions(database, [old, today])
    const { dropping, working } = await database.transaction(async (tx) => {
      await tx.query({ text: 'LOCK TABLE ONLY attempt IN ROW EXCLUSIVE MODE' })
      const dropping = dropPartitionsBefore(database, today, patient)
      await eventually(async () => assert.equal(await countWaiting(database, '%ACCESS EXCLUSIVE%'), 1))
      const working = work(counted)
      await eventually(async () => assert.equal(await countWaiting(database), 2))
      return { dropping, working }
    })
    assert.deepEqual((await Promise.all([dropping, working]))[0], [old])
    return began
  }

  it('are dropped before leases that ran out meanwhile end', async () => {
    const days = ['2026-01-01', '2026-01-02']
    const values = [days[1]]
    await database.query({
      text: `INSERT INTO endpoint_state (endpoint_id, workspace_id) VALUES ('wh_ran_out', 'wks_none')`,
    })
    await database.query({
      text: `INSERT INTO delivery_due (delivery_id, event_day, event_id, endpoint_id, workspace_id, next_at, give_up_at, lease_token, lease_until)
        VALUES ('del_ran_out', $1, 'evt_none', 'wh_ran_out', 'wks_none', plinth_now(), 'infinity', gen_random_uuid(), plinth_now())`,
      values,
    })
    const expire = (counted: Database) => expireLeases(counted, 1_000, 0)
    assert.equal(await beganBeside(days, expire), 1)
  })

  it('are dropped before a list that asks for outcomes', async () => {
    const filters = [{ field: 'outcome', operator: Filter_Operator.OPERATOR_EQUALS, value: 'ok' }]
    const query = { page: 0, perPage: 15, cursor: '', sort: [], filters }
    const list = (counted: Database) =>
      counted.transaction((tx) => listWorkspaceDeliveries(tx, 'wks_none', '', query), { settings: listSettings })
    assert.equal(await beganBeside(['2025-01-01', '2025-01-02'], list), 1)
  })

  it('are dropped before a replay that queues what was delivered', async () => {
    const replayer = (counted: Database) =>
      startReplayer({
        ...{ database: counted, log, defaultSchedule: [0], shard: 0, limits: replayLimits },
        announceDue: () => undefined,
      })
    const replay = async (counted: Database) => {
      const job = replayer(counted)
      await eventually(async () => assert.equal(await countWaiting(database), 0))
      await job.stop()
    }
    // It fails where the replay does not wait for the day.
    await beganBeside(['2024-01-01', '2024-01-02'], replay)
  })

  // As the calls of the service are handled.
  const write = (counted: Database) => writesInOrder({ database: counted, secrets: secretBox([randomBytes(32)]), log })
  const call = (context: CallContext): ServerCall => ({
    ...{
      context,
      traceparent: '',
      signal: new AbortController().signal,
      reply: { isReplay: false, firstRequestId: '' },
    },
  })

  it('are dropped before the retry of a delivery', async () => {
    const { workspaceId, endpointId, deliveryIds } = await harness.seed(url, 1)
    const [id = ''] = deliveryIds
    for (const text of [
      'DELETE FROM delivery_due WHERE delivery_id = $1',
      `UPDATE delivery SET status = 'failed' WHERE id = $1`,
    ])
      await database.query({ text, values: [id] })
    const retry = async (counted: Database) => {
      const verbs = deliveryVerbs({
        database: counted,
        defaultSchedule: [0],
        noteReads: () => Promise.resolve(),
        shard: 0,
      })
      const bus = inProcessBus({ log })
      try {
        const context = make.context({ workspaceId })
        const { delivery } = await deliveriesRpc(verbs, write(counted), bus).retryDelivery(
          { endpointId, id },
          call(context),
        )
        assert.equal(delivery?.status, 'retrying')
      } finally {
        await bus.close()
      }
    }
    assert.equal(await beganBeside(['2023-01-01', '2023-01-02'], retry), 1)
  })

  it('are dropped before deliveries are counted that a replay would send', async () => {
    const { workspaceId, endpointId } = await harness.seed(url, 1)
    const replay = async (counted: Database) => {
      const rpc = replaysRpc(replayVerbs({ database: counted, clock }), write(counted), clock)
      const range = { endpointId, since: new Date(0), until: undefined, status: '', isDryRun: true }
      await rpc.createReplay(range, call(make.context({ workspaceId })))
    }
    assert.equal(await beganBeside(['2022-01-01', '2022-01-02'], replay), 1)
  })

  it('are dropped before a claim that also holds what an endpoint is owed that was turned off', async () => {
    const off = await harness.seed(url, 1)
    await harness.seed(url, 1)
    await database.query({ text: 'UPDATE endpoint SET is_active = false WHERE id = $1', values: [off.endpointId] })
    const claim = (counted: Database) =>
      runClaimCycle({ database: counted, leaseMs, shard: 0, tuning: defaultTuning }, allFree)
    assert.equal(await beganBeside(['2021-01-01', '2021-01-02'], claim), 1)
  })
})

describe('the retention of days', () => {
  it('waits little for a transaction that lasts, such as that of a backup, and a minute until the next try', async () => {
    const stopped = new StoppedClock()
    let looks = 0
    const clockOfJob: Clock = {
      now: () => {
        looks++
        return stopped.now()
      },
      monotonicMs: () => stopped.monotonicMs(),
    }
    const patience: (number | undefined)[] = []
    const counted: Database = Object.create(database, {
      query: { value: ((statement) => database.query(statement)) satisfies Database['query'] },
      transaction: {
        value: ((fn, opening) => {
          if (opening?.lockMs !== undefined) patience.push(opening.lockMs)
          return database.transaction(fn, opening)
        }) satisfies Database['transaction'],
      },
    })
    await makePartitions(database, ['2020-01-01'])
    const partitions = { ensure: async () => undefined, forget: () => undefined, stop: async () => undefined }
    await database.transaction(
      async (tx) => {
        await tx.query({ text: 'LOCK TABLE event IN ACCESS SHARE MODE' })
        const housekeeping = startHousekeeping({
          ...{ database: counted, clock: clockOfJob, log, partitions, retentionDays: 1, shard: 0 },
        })
        try {
          await eventually(() => assert.equal(patience.length, 1))
          stopped.pass(30_000)
          const seen = looks
          await eventually(() => assert.ok(looks >= seen + 8))
          assert.ok(patience.length === 1 && Number(patience[0]) <= 500, `tried for ${patience} ms`)
          stopped.pass(31_000)
          await eventually(() => assert.equal(patience.length, 2))
        } finally {
          await housekeeping.stop()
        }
      },
      { settings: ['SET LOCAL idle_in_transaction_session_timeout = 0'] },
    )
  })
})
