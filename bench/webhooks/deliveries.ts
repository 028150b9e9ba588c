import { Client } from 'pg'
import { undiciAlone } from '../floors/undici.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import { compare, type Effort, type Row } from '../report/comparison.ts'
import { claimAndResult } from './claim-and-result.ts'
import { fillHistory, queueUp, unqueue } from './fill.ts'
import { deadWorkspaces, type Harness, healthyWorkspaces, startHarness, workspaceWith } from './harness.ts'
import { type Latency, latency } from './latency.ts'
import { longer } from './longer.ts'
import { throughput } from './throughput.ts'

/** Events per second at which latency is measured. */
const steadyRate = 300
const healthyMax = 40

export interface DeliveriesSize {
  endpoints: number
  /** Deliveries that are queued for one endpoint. */
  backlog: number
  /** Finished deliveries in 30 days of history. */
  history: number
}

/** Throughput beside its two ceilings, then latency: alone, beside dead endpoints, behind a backlog; then with history. */
export async function deliveries(mesh: MeshPlinth, size: DeliveriesSize, effort: Effort): Promise<Row[]> {
  const harness = await startHarness(mesh)
  try {
    return await measured(mesh, harness, size, longer(effort))
  } finally {
    await harness.stop()
  }
}

async function measured(
  { webhooksDatabase }: MeshPlinth,
  harness: Harness,
  size: DeliveriesSize,
  effort: Effort,
): Promise<Row[]> {
  const workspaces = await healthyWorkspaces(harness, size.endpoints)
  const healthy = workspaces.slice(0, healthyMax)
  const steady = { healthy, perSecond: steadyRate, seconds: effort.seconds }
  const ours = throughput(harness, workspaces)
  const sent = await compare(
    [undiciAlone(harness.receiverUrl), claimAndResult].map((floor) => ({ what: 'deliveries', ours, floor })),
    effort,
  )
  const alone = await passes(effort, () => latency(harness, steady))
  const dead = await deadWorkspaces(harness, Math.ceil(healthy.length / 4))
  const besideDead = await passes(effort, () => latency(harness, { ...steady, dead }))
  const late = await workspaceWith(harness, `${harness.receiverUrl}/later/backlog`)
  await queueUp(harness.database, late, size.backlog)
  const behindBacklog = await passes(effort, () => latency(harness, steady))
  await unqueue(harness.database, late)
  await fillHistory(harness.database, workspaces.slice(0, 20), size.history)
  await settle(webhooksDatabase)
  const withHistory = `deliveries with ${size.history.toLocaleString('en')} in history`
  const [sentWithHistory] = await compare([{ what: withHistory, ours, floor: claimAndResult }], effort)
  const afterHistory = await passes(effort, () => latency(harness, steady))
  const empty = { name: 'history empty', figures: sent[0]?.ours ?? [] }
  return [
    ...sent,
    ...percentiles(`event to first byte at ${steadyRate}/s`, alone),
    besides('the same, 20 % of the endpoints dead, p99', besideDead, alone, { atMost: 1.25 }),
    besides(`the same, a backlog of ${size.backlog.toLocaleString('en')} for one endpoint, p99`, behindBacklog, alone),
    { what: withHistory, unit: '/s', ours: sentWithHistory?.ours ?? [], floor: empty, failed: 0 },
    besides(`the same, ${size.history.toLocaleString('en')} deliveries in history, p99`, afterHistory, alone),
  ]
}

/** A history of weeks is vacuumed, analysed and on the disk. */
async function settle(database: string): Promise<void> {
  const client = new Client({ connectionString: database })
  await client.connect()
  try {
    await client.query('VACUUM (ANALYZE)')
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
}

async function passes({ passes: count }: Effort, run: () => Promise<Latency>): Promise<Latency[]> {
  const seen: Latency[] = []
  while (seen.length < count) seen.push(await run())
  return seen
}

const p99s = (runs: readonly Latency[]) => runs.map(({ p99Ms }) => p99Ms)
// Nothing fails here, so nothing is delivered twice.
const repeatedOf = (runs: readonly Latency[]) => runs.reduce((sum, { repeated }) => sum + repeated, 0)

const percentiles = (what: string, runs: readonly Latency[]): Row[] => [
  { what: `${what}, p50`, unit: 'ms', ours: runs.map(({ p50Ms }) => p50Ms), failed: repeatedOf(runs) },
  { what: `${what}, p99`, unit: 'ms', ours: p99s(runs), failed: 0 },
]

const besides = (what: string, runs: readonly Latency[], alone: readonly Latency[], goal?: Row['goal']): Row => ({
  ...{ what, unit: 'ms', ours: p99s(runs), floor: { name: 'alone', figures: p99s(alone) } },
  ...(goal === undefined ? {} : { goal }),
  failed: repeatedOf(runs),
})
