// Where the processor time and the log of one call go, in every process of a mesh.
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { untilQuiet } from '../load/until-quiet.ts'
import { type HttpRequest, httpVariant } from '../load/variant.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import type { Subject } from '../plinths/subject.ts'
import { publish, publishers } from '../publishing/publishers.ts'
import { costTable } from './cost-table.ts'
import { type Meter, meter, reportedAfterMs } from './meter.ts'
import { processorTimes } from './processor-times.ts'

/** A Markdown table: what a call of each kind costs, with the work behind it until nothing is left to do. */
export async function costs(
  mesh: MeshPlinth,
  subject: Subject,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<string> {
  const later = await publishers(mesh, connections, 'http://127.0.0.1:65000/later', [3_600])
  const calls: { what: string; requests: readonly HttpRequest[]; isIdempotent?: boolean }[] = [
    { what: 'GET /workspaces/{id}', requests: subject.reads() },
    { what: 'check, strong', requests: subject.checks('strong') },
    { what: 'consume, 1,000 balances', requests: subject.consumesOfMany },
    { what: 'POST /workspaces, keyed', requests: subject.creates, isIdempotent: true },
    { what: 'PATCH /workspaces/{id}, keyed', requests: subject.renames, isIdempotent: true },
    { what: 'POST /events', requests: later.map(publish) },
  ]
  const client = new Client({ connectionString: mesh.webhooksDatabase })
  await client.connect()
  try {
    const read = meter(client, await processorTimes(mesh, client))
    const rows = []
    for (const { what, requests, isIdempotent = false } of calls) {
      await untilQuiet(client, { seconds })
      const idle = await idleRate(read, seconds)
      const load = httpVariant(what, subject, { connections, requests, isIdempotent, isSpread: true })
      const begun = await read()
      const { calls: count = 0, failed } = await load.measure(seconds)
      await untilQuiet(client, { seconds })
      // Less than a second is a few calls, and no figure of theirs means anything.
      if (seconds >= 1) await wait(reportedAfterMs)
      const ended = await read()
      if (failed > 0 || count === 0) throw new Error(`${what}: ${count} calls, ${failed} failed`)
      process.stderr.write(`${what}: ${count} calls\n`)
      rows.push({ what, count, costs: less(ended, begun, idle) })
    }
    return costTable(rows)
  } finally {
    await client.end()
  }
}

type Reading = Awaited<ReturnType<Meter>>

/** Resources that a mesh without calls uses in a millisecond. */
async function idleRate(read: Meter, seconds: number): Promise<Reading['used']> {
  const begun = await read()
  await wait(seconds * 1_000)
  const ended = await read()
  const ms = ended.atMs - begun.atMs
  return Object.fromEntries(
    Object.entries(ended.used).map(([name, used]) => [name, (used - (begun.used[name] ?? 0)) / ms]),
  )
}

const less = (ended: Reading, begun: Reading, idle: Reading['used']): Reading['used'] =>
  Object.fromEntries(
    Object.entries(ended.used).map(([name, used]) => {
      const ofIdle = (idle[name] ?? 0) * (ended.atMs - begun.atMs)
      return [name, Math.max(0, used - (begun.used[name] ?? 0) - ofIdle)]
    }),
  )
