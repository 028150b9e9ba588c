import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Effort } from '../report/comparison.ts'

/** Resolves when webhooks stores no further events and seals no further entries; `webhooks` is connected to its database. */
export async function untilQuiet(webhooks: Client, { seconds }: Pick<Effort, 'seconds'>): Promise<void> {
  // After less than a second no figure means anything.
  const quietMs = seconds < 1 ? 50 : 500
  const count = async () => {
    const { rows } = await webhooks.query<{ n: string }>(
      `SELECT (SELECT max(id) FROM event) || (SELECT count(*) FROM audit_unsealed) AS n`,
    )
    return rows[0]?.n
  }
  for (let before = await count(); ; ) {
    await wait(quietMs)
    const now = await count()
    if (now === before) return
    before = now
  }
}
