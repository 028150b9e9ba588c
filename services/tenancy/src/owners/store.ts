import type { Statement, Tx } from '@plinth/kit/db'
import { theRow } from '@plinth/kit/db/rows'
import type { Owner } from '../owner.ts'

/** No other transaction changes the owner's packages and boosts until this one ends. Returns the moment of the lock. */
export async function lockPlan(tx: Tx, { id }: Owner): Promise<Date> {
  const [, { moment }] = await Promise.all([
    tx.query({
      name: 'plan_lock',
      text: `SELECT pg_advisory_xact_lock(hashtextextended('plan:' || $1, 0))`,
      values: [id],
    }),
    theRow<{ moment: Date }>(tx, askMoment),
  ])
  return moment
}

/** Returns the present moment, later than all that the transaction has waited for. */
export const readMoment = async (tx: Tx): Promise<Date> => (await theRow<{ moment: Date }>(tx, askMoment)).moment

// A transaction that waited began before the one that went first: its own time would be too early.
const askMoment: Statement = {
  name: 'plan_moment',
  text: 'SELECT plinth_now() + (clock_timestamp() - now()) AS moment',
}
