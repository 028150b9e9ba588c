import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findBinary } from '@plinth/testkit/servers'

export interface Ceiling {
  perSecond: number
  p99Ms: number
}

// What a consume writes, as plain as SQL can be: the guarded update and the record, in one transaction.
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

/** What pgbench reaches on so many balances of a tenancy database, with so many clients. */
export async function pgbench(
  database: string,
  { balances, clients, seconds }: { balances: number; clients: number; seconds: number },
): Promise<Ceiling> {
  const binary = findBinary('pgbench')
  if (binary === undefined) throw new Error('pgbench is missing: it comes with PostgreSQL’s server package')
  const folder = mkdtempSync(join(tmpdir(), 'plinth-pgbench-'))
  try {
    writeFileSync(join(folder, 'consume.sql'), script(balances))
    const options = ['--no-vacuum', '--protocol=prepared', '--jobs=2', '--log', '--log-prefix=run']
    const args = [...options, `--client=${clients}`, `--time=${seconds}`, '--file=consume.sql', database]
    const { stdout } = await promisify(execFile)(binary, args, { cwd: folder })
    const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
    return { perSecond, p99Ms: await p99Of(folder) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// Of each transaction the third column is its time, in µs.
async function p99Of(folder: string): Promise<number> {
  const { stdout } = await promisify(execFile)('sh', ['-c', "cat run.* | awk '{print $3}' | sort -n"], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  })
  const times = stdout.trimEnd().split('\n')
  return Number(times[Math.floor(times.length * 0.99)]) / 1_000
}
