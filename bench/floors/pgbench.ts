import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findBinary } from '@plinth/testkit/servers'
import type { Figures, Variant } from '../load/variant.ts'

// The writes of a consume as plain SQL: the guarded update and the record, in one transaction.
const script = (balances: number) => `\\set n random(1, ${balances})
BEGIN;
UPDATE balance SET used = used + 1 WHERE owner_id = 'pgbench' || :n AND pool = 'api_calls' AND reset = 'none'
  AND window_start = 'epoch' AND greatest(used, 0) + reserved + 1 <= 1000000000 RETURNING used, reserved, alerted;
INSERT INTO usage_record (day, id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity, event_id,
    reservation_id, actor_id, metadata, recorded_at)
  VALUES ((plinth_now() AT TIME ZONE 'UTC')::date, 'use_' || gen_random_uuid(), 'pgbench' || :n, 'api_calls',
    'pgbench' || :n, 'api_calls', 'none', 'epoch', date_trunc('hour', plinth_now()), 1, '', '', 'usr_pgbench', '{}', plinth_now());
COMMIT;
`

// Clients that queue on one row slow each other down, others share a flush: pgbench counts with what serves it best.
const clientCounts = [8, 32, 64]

/** Transactions per second that pgbench reaches on so many balances of a tenancy database. */
export const pgbench = (database: string, balances: number): Variant => ({
  name: `pgbench, ${balances.toLocaleString('en')} ${balances === 1 ? 'row' : 'rows'}`,
  measure: async (seconds) => {
    const tried: Figures[] = []
    for (const clients of seconds < 1 ? clientCounts.slice(0, 1) : clientCounts)
      tried.push(await withClients(database, balances, clients, seconds / 2))
    return tried.reduce((one, other) => (one.perSecond > other.perSecond ? one : other))
  },
})

async function withClients(database: string, balances: number, clients: number, seconds: number): Promise<Figures> {
  const binary = findBinary('pgbench')
  if (binary === undefined) throw new Error('pgbench is missing: it comes with PostgreSQL’s server package')
  const folder = mkdtempSync(join(tmpdir(), 'plinth-pgbench-'))
  try {
    writeFileSync(join(folder, 'consume.sql'), script(balances))
    // It counts in whole seconds: less than one is a few transactions of each client.
    const length = seconds < 1 ? '--transactions=10' : `--time=${Math.ceil(seconds)}`
    const options = ['--no-vacuum', '--protocol=prepared', '--jobs=2', '--log', '--log-prefix=run']
    const args = [...options, `--client=${clients}`, length, '--file=consume.sql', database]
    const { stdout } = await promisify(execFile)(binary, args, { cwd: folder })
    const perSecond = /tps = ([\d.]+)/.exec(stdout)?.[1]
    const failed = /failed transactions: (\d+)/.exec(stdout)?.[1]
    const times = loggedTimesMs(folder)
    const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
    return { perSecond: Number(perSecond), p50Ms: at(0.5), p99Ms: at(0.99), failed: Number(failed ?? 0) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// Of each transaction the third column is its time, in µs.
function loggedTimesMs(folder: string): number[] {
  const logs = readdirSync(folder).filter((name) => name.startsWith('run.'))
  return logs
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
    .map((line) => Number(line.split(' ')[2]) / 1_000)
    .toSorted((a, b) => a - b)
}
