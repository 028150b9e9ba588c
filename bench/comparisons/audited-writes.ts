import { Client } from 'pg'
import { processorTimes } from '../costs/processor-times.ts'
import { cpuUsOf, pidOfPart } from '../load/processes.ts'
import { untilQuiet } from '../load/until-quiet.ts'
import { type HttpRequest, httpVariant } from '../load/variant.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import type { Subject } from '../plinths/subject.ts'
import type { Effort, Row } from '../report/comparison.ts'

interface Measured {
  isKept: boolean
  calls: number
  /** Processor time of the processes that store entries, and of all others, in µs. */
  storing: number
  others: number
  failed: number
}

// Other programs on the machine change a figure by more than the goal's 3 %.
const roundsMin = 5

/**
 * Writes with the audit log, and the same writes while the database of webhooks drops each entry before it is stored: calls per
 * second of processor time of all processes, with the work behind the calls until every entry is sealed. Calls per second on the
 * clock differ by more between two rounds than by the audit log, and so does what the processes use that store no entry: that
 * counts the same for both sides, as measured over the whole round. PostgreSQL's own processes, which write WAL and pages to
 * disk for all databases, are among these.
 */
export async function auditedWrites(
  plinth: MeshPlinth,
  mesh: Subject,
  connections: number,
  { passes, warmUps, seconds }: Effort,
): Promise<Row[]> {
  const kinds = [
    { call: 'POST /workspaces', requests: mesh.creates },
    { call: 'PATCH /workspaces/{id}', requests: mesh.renames },
  ].map((kind) => ({ ...kind, row: rowOf(kind.call, mesh.name, connections) }))
  const client = new Client({ connectionString: plinth.webhooksDatabase })
  await client.connect()
  try {
    const times = Object.values(await processorTimes(plinth, client))
    const usedUs = () => sum(times.map((read) => read()))
    const measure = async (call: string, requests: readonly HttpRequest[], isKept: boolean): Promise<Measured> => {
      await untilQuiet(client, { seconds })
      await keepEntries(client, isKept)
      const load = { connections, isIdempotent: true, isSpread: true, requests }
      const [before, storingBefore] = [usedUs(), await storingUs(plinth, client)]
      const { calls = 0, failed } = await httpVariant(call, mesh, load).measure(seconds)
      await untilQuiet(client, { seconds })
      const storing = sum([...(await storingUs(plinth, client))].map(([pid, us]) => us - (storingBefore.get(pid) ?? 0)))
      const others = usedUs() - before - storing
      const [ofStoring, ofOthers] = [storing, others].map((us) => (us / calls).toFixed(0))
      const title = `${call}${isKept ? '' : ' without entries'}`
      process.stderr.write(`${title}: ${ofStoring} µs each where entries are stored, ${ofOthers} µs elsewhere\n`)
      return { isKept, calls, storing, others, failed }
    }
    const rounds = seconds < 1 ? passes : Math.max(roundsMin, passes)
    for (let round = 1 - warmUps; round <= rounds; round++) {
      for (const { call, requests, row } of kinds) {
        // Earlier calls leave work behind: the order is a, b, b, a, and the next round begins with b.
        const isKeptFirst = round % 2 === 0
        const measured: Measured[] = []
        for (const isKept of [isKeptFirst, !isKeptFirst, !isKeptFirst, isKeptFirst])
          measured.push(await measure(call, requests, isKept))
        if (round < 1) continue
        row.failed += sum(measured.map(({ failed }) => failed))
        row.ours.push(callsPerSecond(measured, true))
        row.floor.figures.push(callsPerSecond(measured, false))
      }
    }
    await untilQuiet(client, { seconds })
    await keepEntries(client, true)
    return kinds.map(({ row }) => row)
  } finally {
    await client.end()
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** For each second of processor time: that of one side where entries are stored, and that of both sides elsewhere. */
function callsPerSecond(measured: readonly Measured[], isOfKept: boolean): number {
  const side = measured.filter(({ isKept }) => isKept === isOfKept)
  return 1_000_000 / Math.max(1, eachUs(side, 'storing') + eachUs(measured, 'others'))
}

const eachUs = (measured: readonly Measured[], kind: 'storing' | 'others') =>
  sum(measured.map((one) => one[kind])) / sum(measured.map(({ calls }) => calls))

/** Processor time so far, in µs, of each process that stores entries: webhooks, and its backends in its database. */
async function storingUs({ pids }: MeshPlinth, client: Client): Promise<ReadonlyMap<number, number>> {
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  )
  const storing = [pidOfPart(pids, 'webhooks') ?? 0, ...rows.map(({ pid }) => pid)]
  return new Map(storing.map((pid) => [pid, cpuUsOf([pid])]))
}

const rowOf = (call: string, name: string, connections: number) => ({
  what: `${call} with the audit log, ${name}, ${connections} connections`,
  unit: '/s' as const,
  ours: [] as number[],
  floor: { name: 'without it, both of processor time', figures: [] as number[] },
  goal: { atLeast: 0.97 },
  failed: 0,
})

async function keepEntries(client: Client, isKept: boolean): Promise<void> {
  await client.query('DROP TRIGGER IF EXISTS bench_no_entry ON audit_entry')
  if (isKept) return
  await client.query(`CREATE OR REPLACE FUNCTION bench_no_entry() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER bench_no_entry BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION bench_no_entry()`)
}
