import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'

export interface AuditFigures {
  /** Entries of renames with the caller who made them, and without: stored by the release before. */
  withActor: number
  withoutActor: number
  /** Each breaks a promise. */
  broken: string[]
}

/**
 * Compares the audit log with the renames that were answered.
 * @param before Renames from before the migration: they have no entry.
 * @param after Those from after it: they have one each.
 */
export async function auditOf(
  url: string,
  { before, after }: { before: readonly string[]; after: ReadonlySet<string> },
): Promise<AuditFigures> {
  const log = openLog({ level: 'silent', name: 'upgrade' })
  const database = openDatabase({ url, poolMax: 1, clock: new SystemClock(), log })
  try {
    const rows = await database.query<{ name: string; entries: number; known: number }>({
      text: `SELECT target_name AS name, count(*)::int AS entries, count(*) FILTER (WHERE actor_id <> '')::int AS known
        FROM audit_entry WHERE action = 'workspace.updated' GROUP BY 1`,
    })
    const [waiting] = await database.query<{ count: number }>({
      text: 'SELECT count(*)::int AS count FROM audit_missed',
    })
    const entries = new Map(rows.map((row) => [row.name, row.entries]))
    const twice = rows
      .filter((row) => row.entries > 1)
      .map(({ name }) => `${name} has several entries of the audit log`)
    const early = before.filter((name) => entries.has(name)).map((name) => `${name} of before has an entry`)
    const missing = [...after]
      .filter((name) => !entries.has(name))
      .map((name) => `${name} has no entry of the audit log`)
    const withActor = rows.reduce((sum, row) => sum + row.known, 0)
    const withoutActor = rows.reduce((sum, row) => sum + row.entries, 0) - withActor
    const broken = [
      ...[...twice, ...early, ...missing],
      ...(waiting?.count ? [`${waiting.count} events wait for entries`] : []),
      ...(withActor === 0 ? ['no entry of the audit log has an actor'] : []),
      ...(withoutActor === 0 ? ['no entry of the audit log is of a change by the release before'] : []),
    ]
    return { withActor, withoutActor, broken }
  } finally {
    await database.close()
  }
}

/** How many events are stored under each id of their publisher. */
export async function storedTimes(url: string): Promise<Map<string, number>> {
  const log = openLog({ level: 'silent', name: 'upgrade' })
  const database = openDatabase({ url, poolMax: 1, clock: new SystemClock(), log })
  try {
    const rows = await database.query<{ id: string; count: number }>({
      text: `SELECT caller_id AS id, count(*)::int AS count FROM event WHERE caller_id <> '' GROUP BY 1`,
    })
    return new Map(rows.map(({ id, count }) => [id, count]))
  } finally {
    await database.close()
  }
}
