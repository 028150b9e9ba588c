import { SystemClock } from '@plinth/kit/clock'
import { openDatabase, sqlState } from '@plinth/kit/db'
import type { KeptHead } from '@plinth/webhooks/check-audit-export'
import { verifyAuditLog } from '@plinth/webhooks/verify-audit-log'
import { Refusal } from '../refusal.ts'
import type { CommandOptions } from './command-deps.ts'
import { reachDatabaseOf } from './offline.ts'

const progressEvery = 100_000

/** Prints a line with the head of each month that fits, and names the first entry that does not: exit code 1. */
export async function verifyAudit(
  options: CommandOptions,
  { from = '0000-01', to = '9999-12', head: heads = [] }: { from?: string; to?: string; head?: readonly KeptHead[] },
): Promise<number> {
  const outside = heads.find(({ month }) => month < from || month > to)
  if (outside !== undefined)
    throw new Refusal(`The head of ${outside.month} is not between --from and --to: widen them, or leave the head out.`)
  await using stack = new AsyncDisposableStack()
  const { log, target } = await reachDatabaseOf('webhooks', options, stack)
  const database = openDatabase({ url: target.url, poolMax: 1, clock: new SystemClock(), log })
  stack.defer(() => database.close())
  let total = 0
  const onProgress = (month: string, entries: number) => {
    if (entries > 0 && entries % progressEvery === 0) process.stderr.write(`${month}: ${entries} entries fit so far\n`)
  }
  try {
    for await (const { month, entries, waiting, head, fault } of verifyAuditLog(database, {
      from,
      to,
      heads,
      onProgress,
    })) {
      if (fault !== undefined) {
        process.stderr.write(`plinth: ${month}: ${fault}.\n`)
        return 1
      }
      total += entries
      const more = waiting === 0 ? '' : `, ${waiting} wait for their seals`
      process.stdout.write(`${month}  ${entries} entries${more}  head ${head.position}:${head.seal.toString('hex')}\n`)
    }
  } catch (err) {
    if (sqlState(err) !== '42P01') throw err
    throw new Refusal('The database has no audit log yet: run `plinth migrate`, or start Plinth.', { cause: err })
  }
  process.stderr.write(`${total} entries fit their seals.\n`)
  return 0
}
