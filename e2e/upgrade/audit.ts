import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'

export interface AuditFigures {
  /** Entries of renames with the caller who made them. */
  withActor: number
  /** Each breaks a promise. */
  broken: string[]
}

/** Compares the audit log with the renames that were answered, by either release: each has one entry, with its actor. */
export async function auditOf(url: string, renames: readonly string[]): Promise<AuditFigures> {
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
    const found = new Map(rows.map((row) => [row.name, row]))
    const broken = renames.flatMap((name) => {
      const { entries = 0, known = 0 } = found.get(name) ?? {}
      return entries === 1 && known === 1
        ? []
        : [`${name} has ${entries} entries of the audit log, ${known} with an actor`]
    })
    return {
      withActor: rows.reduce((sum, row) => sum + row.known, 0),
      broken: [...broken, ...(waiting?.count ? [`${waiting.count} events wait for entries`] : [])],
    }
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
