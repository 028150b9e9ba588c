import type { Client } from 'pg'

/** Amounts since the start of their counters, by name: µs of processor time, and what PostgreSQL counts. */
export interface Reading {
  atMs: number
  used: Readonly<Record<string, number>>
}

export type Meter = () => Promise<Reading>

export const counted = ['commits', 'WAL syncs', 'WAL bytes'] as const

/** A backend of PostgreSQL that does nothing reports what it counted after so long. */
export const reportedAfterMs = 10_500

/** Reads the processor time of the named processes, and the counters of the whole server. */
export function meter(client: Client, cpuUs: Readonly<Record<string, () => number>>): Meter {
  return async () => {
    const { rows } = await client.query<Record<(typeof counted)[number], string>>(
      `SELECT (SELECT sum(xact_commit) FROM pg_stat_database) AS "commits", wal_sync AS "WAL syncs",
        pg_current_wal_lsn() - '0/0' AS "WAL bytes" FROM pg_stat_wal`,
    )
    const counters = counted.map((name) => [name, Number(rows[0]?.[name] ?? 0)])
    const cpu = Object.entries(cpuUs).map(([name, read]) => [name, read()])
    return { atMs: performance.now(), used: Object.fromEntries([...cpu, ...counters]) }
  }
}
