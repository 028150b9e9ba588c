import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { afterEach } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Bus, inProcessBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase, setTestClock, type Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { openLog } from '@plinth/kit/log'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { eventually, make, type RunningProcess, runProcess, testDatabase } from '@plinth/testkit'
import { dueSubject } from '../src/delivery-queue/due-announcement.ts'
import { type Assignment, type ClaimCycle, type FreeSlots, runClaimCycle } from '../src/dispatch/claim-cycle.ts'
import type { Dispatcher, DispatcherSettings } from '../src/dispatch/dispatcher.ts'
import { HostSlots } from '../src/dispatch/host-slots.ts'
import { writeResults } from '../src/dispatch/results.ts'
import { defaultTuning } from '../src/dispatch/tuning.ts'
import { insertEndpoint } from '../src/endpoints/store.ts'
import { insertEvents } from '../src/events/store.ts'
import { storeEvents } from '../src/fan-out/fan-out.ts'
import { Rosters } from '../src/fan-out/rosters.ts'
import { bringForward, insertDeliveries } from '../src/fan-out/store.ts'
import { webhooks } from '../src/index.ts'
import { newDeliveryId } from '../src/partitions/days.ts'
import { startPartitions } from '../src/partitions/partitions.ts'
import { runDispatcher } from './run-dispatcher.ts'

const clock = new SystemClock()
const log = openLog({ level: process.env['LOG_LEVEL'] || 'fatal', name: 'webhooks' })
const secretsKey = randomBytes(32)
const secrets = secretBox([secretsKey])

// Patient, so that nothing fails because the machine is busy: where a lease is to run out, the database's clock is moved.
export const settings: DispatcherSettings = {
  timeoutMs: 20_000,
  connectTimeoutMs: 20_000,
  leaseMarginMs: 20_000,
  defaultSchedule: [0, 0, 0],
  concurrency: 32,
  windowMax: 8,
  // All receivers of a test share one host.
  payloadBytesMax: 33_554_432,
  perHostMax: 2_000,
  sweepMs: 50,
}
export const leaseMs = settings.timeoutMs + settings.leaseMarginMs

export const allFree: FreeSlots = {
  ...{ total: 32, busyHealthy: 0, busySlow: 0, bytesFree: 1_000_000 },
  hosts: new HostSlots(2_000),
}

// Registered on import: what a test that fails leaves running would send the deliveries of the next.
const ofTest: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(ofTest.splice(0).map((end) => end()))
})

/** Writes the results of these attempts, all of which the receiver answered. */
export function writeAnswers(database: Database, assignments: readonly Assignment[], statusCode = 200): Promise<void> {
  const timings = { dnsMs: 0, connectMs: 1, tlsMs: 0, firstByteMs: 1, totalMs: 2 }
  const outcome = statusCode < 300 ? 'ok' : 'http'
  const response = { outcome, statusCode, headers: {}, body: Buffer.alloc(0), error: '', timings } as const
  const results = assignments.map(({ claim }) => ({
    claim,
    schedule: settings.defaultSchedule,
    response,
    sent: { url: '', headers: {} },
    startedAt: new Date(),
  }))
  return writeResults(database, results, { windowMin: 1, windowMax: 32, shard: 0 })
}

type Transaction = (run: (tx: Tx) => Promise<number>) => Promise<unknown>

export interface DispatchHarness {
  database: Database
  /** Another one on the same tables; closed with the harness. */
  connection(): Database
  bus: Bus
  /** An endpoint with this many deliveries due now; their ids in order. */
  seed(url: string, count: number): Promise<{ endpointId: string; workspaceId: string; deliveryIds: string[] }>
  /** Stores one event for each ordering key, in this order, in one transaction, as ingest does; returns their ids. */
  store(workspaceId: string, orderingKeys: readonly string[], transaction?: Transaction): Promise<string[]>
  /** One claim cycle, whose leases no dispatcher has. */
  claimCycle(slots?: FreeSlots, lease?: number): Promise<ClaimCycle>
  /** As another process would have it: connections and sockets of its own. Started; ended with the test if not before. */
  dispatcher(changes?: Partial<DispatcherSettings>): Promise<Dispatcher>
  /** The same in a process of its own, to be killed; killed at the end of the test at the latest. */
  process(changes?: Partial<DispatcherSettings>): Promise<RunningProcess>
  /** Kills such a process; once nothing of it can happen any more, the time of its leases passes. */
  lose(process: RunningProcess): Promise<void>
  /** Lets the time of every lease pass that was taken so far. */
  passLeases(): Promise<void>
  stop(): Promise<void>
}

/** The dispatcher's tables on a database of their own, without a dispatcher until one is asked for. */
export async function startDispatchHarness(): Promise<DispatchHarness> {
  const store = await testDatabase(webhooks.migrations)
  const database = openDatabase({ url: store.url, poolMax: 5, clock, log, idleTransactionMs: 30_000 })
  const bus = inProcessBus({ log })
  const partitions = await startPartitions({ database, clock, log })
  const closers: (() => Promise<unknown>)[] = []
  let offsetMs = 0
  const passLeases = () => {
    offsetMs += leaseMs
    return setTestClock(database, offsetMs)
  }
  return {
    database,
    connection: () => {
      const own = openDatabase({ url: store.url, poolMax: 1, clock, log })
      closers.push(() => own.close())
      return own
    },
    bus,
    seed: async (url, count) => {
      const [workspaceId, endpointId] = [make.id('wks'), make.id('wh')]
      const fields = {
        url,
        events: ['*'],
        description: '',
        headers: {},
        sealedHeaders: null,
        retryScheduleSeconds: [],
        namespaceIds: [],
        channels: [],
        filter: null,
        payloadForm: 'full' as const,
        kind: 'push' as const,
        ratePerSecond: 0,
        ordering: 'none' as const,
      }
      const sealedSecret = secrets.seal(Buffer.from('a secret of sixteen'))
      const events = Array.from({ length: count }, () => eventOf(workspaceId))
      const deliveries = events.map((event) => ({
        id: newDeliveryId(event.id),
        event,
        endpointId,
        isHeld: false,
        isPolled: false,
        delayMs: 0,
        budgetMs: 86_400_000,
        orderingKey: '',
      }))
      await database.transaction(async (tx) => {
        await insertEndpoint(tx, workspaceId, endpointId, {
          ...fields,
          isActive: true,
          sealedSecret,
          disabledReason: '',
        })
        await insertEvents(tx, events)
        insertDeliveries(tx, deliveries)
        bringForward(tx, deliveries, 0)
      })
      return { endpointId, workspaceId, deliveryIds: deliveries.map(({ id }) => id) }
    },
    store: async (workspaceId, orderingKeys, transaction = (run) => database.transaction(run)) => {
      const events = orderingKeys.map((orderingKey) => ({ ...eventOf(workspaceId), orderingKey }))
      await transaction(async (tx) => {
        const deps = { partitions, rosters: new Rosters(), defaultSchedule: [0, 0, 0], shard: 0 }
        return (await storeEvents(tx, events, await deps.rosters.read(tx, [workspaceId]), deps)).deliveries
      })
      bus.announce(dueSubject)
      return events.map(({ id }) => id)
    },
    claimCycle: (slots = allFree, lease = leaseMs) =>
      runClaimCycle({ database, leaseMs: lease, shard: 0, tuning: defaultTuning }, slots),
    dispatcher: async (changes = {}) => {
      const { dispatcher, stop } = await runDispatcher({
        url: store.url,
        secretsKey,
        bus,
        settings: { ...settings, ...changes },
      })
      ofTest.push(stop)
      return dispatcher
    },
    process: async (changes = {}) => {
      const script = fileURLToPath(new URL('processes/dispatcher.ts', import.meta.url))
      const running = runProcess(script, [
        JSON.stringify({
          url: urlOfProcess(store.url),
          secretsKey: secretsKey.toString('hex'),
          settings: { ...settings, ...changes },
        }),
      ])
      ofTest.push(() => running.kill())
      await running.line(/^ready$/m)
      return running
    },
    lose: async (process) => {
      await process.kill()
      // A server finishes its present statement before it notices.
      const sessions = {
        text: 'SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
        values: [processName],
      }
      await eventually(async () => assert.deepEqual(await database.query(sessions), []))
      await passLeases()
    },
    passLeases,
    stop: async () => {
      await Promise.all(closers.map((close) => close()))
      await partitions.stop()
      await bus.close()
      await database.close()
      await store.drop()
    },
  }
}

/** Of its sessions in pg_stat_activity. */
export const processName = 'dispatcher in a process'

function urlOfProcess(text: string): string {
  const url = new URL(text)
  url.searchParams.set('application_name', processName)
  return url.href
}

function eventOf(workspaceId: string) {
  return {
    id: newId('evt', clock),
    type: 'workspace.updated',
    workspaceId,
    namespaceId: '',
    createdAt: clock.now(),
    objectId: workspaceId,
    objectType: 'workspace',
    attributesJson: '{}',
  }
}
