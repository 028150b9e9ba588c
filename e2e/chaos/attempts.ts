import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'

export interface LoggedAttempt {
  deliveryId: string
  number: number
  trigger: string
  outcome: string
}

/** Every attempt that was logged, by delivery. */
export async function loggedAttempts(url: string): Promise<Map<string, LoggedAttempt[]>> {
  const log = openLog({ level: 'silent', name: 'chaos' })
  const database = openDatabase({ url, poolMax: 1, clock: new SystemClock(), log })
  try {
    const rows = await database.query<LoggedAttempt>({
      text: 'SELECT delivery_id AS "deliveryId", number, trigger, outcome FROM attempt ORDER BY number',
    })
    return Map.groupBy(rows, ({ deliveryId }) => deliveryId)
  } finally {
    await database.close()
  }
}
