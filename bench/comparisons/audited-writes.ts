import { Client } from 'pg'
import { processorTimes } from '../costs/processor-times.ts'
import { untilQuiet } from '../load/until-quiet.ts'
import { type HttpRequest, httpVariant } from '../load/variant.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import type { Subject } from '../plinths/subject.ts'
import type { Effort, Row } from '../report/comparison.ts'

// Other programs on the machine change a figure by more than the goal's 3 %.
const roundsMin = 5

/**
 * Writes with the audit log, and the same writes while the database of webhooks drops each entry before it is stored: calls per
 * second of processor time of all processes, with the work behind the calls until every entry is sealed. Calls per second on the
 * clock differ by more between two rounds than by the audit log.
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
    const measure = async (call: string, requests: readonly HttpRequest[], isKept: boolean) => {
      await keepEntries(client, isKept)
      const load = { connections, isIdempotent: true, isSpread: true, requests }
      const before = usedUs()
      const { calls = 0, failed } = await httpVariant(call, mesh, load).measure(seconds)
      await untilQuiet(client)
      const us = usedUs() - before
      process.stderr.write(`${call}${isKept ? '' : ' without entries'}: ${(us / calls).toFixed(0)} µs each\n`)
      return { isKept, calls, us, failed }
    }
    const rounds = seconds < 1 ? passes : Math.max(roundsMin, passes)
    for (let round = 1 - warmUps; round <= rounds; round++) {
      for (const { call, requests, row } of kinds) {
        // Earlier calls leave work behind: the order is a, b, b, a, and the next round begins with b.
        const isKeptFirst = round % 2 === 0
        const measured: Awaited<ReturnType<typeof measure>>[] = []
        for (const isKept of [isKeptFirst, !isKeptFirst, !isKeptFirst, isKeptFirst])
          measured.push(await measure(call, requests, isKept))
        if (round < 1) continue
        row.failed += sum(measured.map(({ failed }) => failed))
        row.ours.push(callsPerSecond(measured.filter(({ isKept }) => isKept)))
        row.floor.figures.push(callsPerSecond(measured.filter(({ isKept }) => !isKept)))
      }
    }
    await keepEntries(client, true)
    return kinds.map(({ row }) => row)
  } finally {
    await client.end()
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** For each second of processor time. */
const callsPerSecond = (measured: readonly { calls: number; us: number }[]) =>
  (sum(measured.map(({ calls }) => calls)) * 1_000_000) / Math.max(1, sum(measured.map(({ us }) => us)))

const rowOf = (call: string, name: string, connections: number) => ({
  what: `${call} with the audit log, ${name}, ${connections} connections`,
  unit: '/s' as const,
  ours: [] as number[],
  floor: { name: 'without it, both of processor time', figures: [] as number[] },
  goal: { atLeast: 0.97 },
  failed: 0,
})

async function keepEntries(client: Client, isKept: boolean): Promise<void> {
  await untilQuiet(client)
  await client.query('DROP TRIGGER IF EXISTS bench_no_entry ON audit_entry')
  if (isKept) return
  await client.query(`CREATE OR REPLACE FUNCTION bench_no_entry() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER bench_no_entry BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION bench_no_entry()`)
}
