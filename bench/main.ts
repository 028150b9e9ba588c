// npm run bench: measures Plinth beside its floors and prints a table of ratios.
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { dedicatedServer, testServers } from '@plinth/testkit'
import { auditedWrites } from './comparisons/audited-writes.ts'
import { checks, consumes } from './comparisons/entitlements.ts'
import { loggedRequests } from './comparisons/logged-requests.ts'
import { reads } from './comparisons/reads.ts'
import { lists, sizes } from './comparisons/sizes.ts'
import { writes } from './comparisons/writes.ts'
import { consoleRows } from './console/console.ts'
import { costs } from './costs/costs.ts'
import { commands } from './footprint/commands.ts'
import { footprint } from './footprint/footprint.ts'
import { stopChildren } from './load/child.ts'
import { meshPlinth, onePlinth, type Plinth } from './plinths/plinths.ts'
import { prepare } from './plinths/subject.ts'
import { profile } from './profile/profile.ts'
import { publishing } from './publishing/publishing.ts'
import { compare, type Row } from './report/comparison.ts'
import { setting } from './report/setting.ts'
import { isSound, table } from './report/table.ts'
import { stalls } from './stalls/stalls.ts'
import { deliveries } from './webhooks/deliveries.ts'
import { filtering } from './webhooks/filtering.ts'
import { matching } from './webhooks/matching.ts'
import { ordering } from './webhooks/ordering.ts'
import { streams } from './webhooks/streams.ts'

const { values } = parseArgs({
  options: {
    /**
     * Which rows, in the table's order. Besides, `console` measures the console in a browser, `profile` prints where the
     * gateway's processor time goes, and `costs` that of every process.
     */
    only: {
      type: 'string',
      default:
        'footprint,commands,lists,sizes,reads,checks,consumes,writes,audit,log,publishing,deliveries,ordering,filtering,matching,streams,stalls',
    },
    /** Passes that count; and those before them, which warm up. */
    passes: { type: 'string', default: '3' },
    'warm-ups': { type: 'string', default: '1' },
    /** Of one measurement. Deliveries take four times as long. */
    seconds: { type: 'string', default: '3' },
    /** Reads, checks and consumes are measured with each: few leave cores idle between the processes, many use them up. */
    connections: { type: 'string', default: '32,128' },
    customers: { type: 'string', default: '192' },
    /** Workspaces and balances of the large Plinth of lists and sizes; ten times as many records, and deliveries in history. */
    rows: { type: 'string', default: '100000' },
    /** Deliveries queued for one endpoint. */
    backlog: { type: 'string', default: '100000' },
  },
})
const connectionCounts = values.connections.split(',').map(Number)
const [connections = 32] = connectionCounts
const [customers, rows, backlog] = [Number(values.customers), Number(values.rows), Number(values.backlog)]
const effort = {
  passes: Number(values.passes),
  warmUps: Number(values['warm-ups']),
  seconds: Number(values.seconds),
}
const smallRows = 1_000
// Long enough for the garbage of a start to be collected, and for a gateway to report what it recorded.
const settle = () => wait(effort.seconds < 1 ? 100 : 5_000)

const started: Plinth[] = []
const mesh = once(() => keep(meshPlinth()))
const preparedMesh = once(async () => prepare(await mesh(), { customers, rows: smallRows }))
const small = once(async () => prepare(await keep(onePlinth()), { customers, rows: smallRows }))
const large = once(async () =>
  rows === smallRows
    ? small()
    : prepare(await keep(onePlinth(`one process with ${rows.toLocaleString('en')} rows`)), { customers, rows }),
)

let further = ''

// In this order: idle memory is that of a mesh that has only started, and lists come before what makes their rows more.
const parts: Record<string, () => Promise<Row[]>> = {
  footprint: async () => footprint(await mesh(), settle),
  commands: async () => commands(effort),
  lists: async () => compare(lists(await small(), await large()), effort),
  sizes: async () => compare(sizes(await small(), await large(), connections), effort),
  reads: async () => compare(await reads(await preparedMesh(), await small(), connectionCounts), effort),
  checks: async () => compare(await checks(await preparedMesh(), await small(), connectionCounts), effort),
  consumes: async () => compare(consumes(await preparedMesh(), await small(), await mesh(), connectionCounts), effort),
  writes: async () => compare(await writes(await preparedMesh(), await small(), connections), effort),
  audit: async () => auditedWrites(await mesh(), await preparedMesh(), connections, effort),
  log: async () => loggedRequests(await mesh(), await preparedMesh(), { connections, settle }, effort),
  publishing: async () => publishing(await mesh(), customers, effort),
  deliveries: async () => deliveries(await mesh(), { endpoints: customers, backlog, history: rows * 10 }, effort),
  ordering: async () => ordering(await mesh(), effort),
  filtering: async () => filtering(await mesh(), customers, effort),
  matching: () => matching(Math.min(rows, 10_000), effort),
  streams: async () => streams(await mesh(), effort),
  stalls: () => stalls(effort.passes),
  console: async () => consoleRows(await mesh(), { customers, deliveries: rows * 10 }, effort),
  profile: async () => {
    further += await profile(await mesh(), await preparedMesh(), { connections, seconds: effort.seconds })
    return []
  },
  costs: async () => {
    further += await costs(await mesh(), await preparedMesh(), { connections, seconds: effort.seconds })
    return []
  },
}
const wanted = values.only.split(',')
const unknown = wanted.find((name) => !(name in parts))
if (unknown !== undefined) throw new Error(`--only: there is no ${unknown}; there are ${Object.keys(parts).join(', ')}`)

// The tests' PostgreSQL would not wait for its disk, and their servers may run in containers, which cost a copy of each byte.
process.env['TEST_DATABASE_URL'] ??= (await dedicatedServer('postgres')).url
process.env['TEST_REDIS_URL'] ??= (await dedicatedServer('redis')).url
const measured: Row[] = []
try {
  for (const [name, measure] of Object.entries(parts)) {
    if (!wanted.includes(name)) continue
    process.stderr.write(`\n${name}\n`)
    measured.push(...(await measure()))
  }
  process.stdout.write(
    `${await setting(await testServers().postgres(), values)}\n${measured.length === 0 ? '' : `\n${table(measured)}`}${further}`,
  )
} finally {
  stopChildren()
  for (const plinth of started) await plinth.stop()
}
const unsound = measured.filter((row) => !isSound(row))
for (const { what, failed } of unsound) console.error(`${what}: ${failed} calls failed, or nothing was measured`)
process.exitCode = unsound.length === 0 ? 0 : 1

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

async function keep<T extends Plinth>(starting: Promise<T>): Promise<T> {
  const plinth = await starting
  started.push(plinth)
  return plinth
}
