import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase, sqlState } from '@plinth/kit/db'
import type { KeptHead } from '@plinth/webhooks/check-audit-export'
import { monthsOfAuditLog, verifyAuditLog } from '@plinth/webhooks/verify-audit-log'
import { Refusal, UsageError } from '../refusal.ts'
import { listenForStop } from '../signals.ts'
import type { CommandOptions } from './command-deps.ts'
import { reachDatabaseOf } from './offline.ts'

const progressEvery = 100_000

interface Bounds {
  from?: string
  to?: string
  head?: readonly KeptHead[]
}

/**
 * Prints a line with the head of each month that fits, and names the first entry that does not: exit code 1. It is 1 too when the
 * bounds leave no entry: a scheduled check with a typing error must not look verified. It is 3 for a log without an entry and without
 * a kept head: it may have been emptied. After a signal it says up to where entries fit: 130 or 143.
 */
export async function verifyAudit(options: CommandOptions, bounds: Bounds): Promise<number> {
  const { from = '0000-01', to = '9999-12', head: heads = [] } = bounds
  if (from > to) throw new UsageError(`--from=${from} is after --to=${to}: swap them, or correct one.`)
  const outside = heads.find(({ month }) => month < from || month > to)
  if (outside !== undefined)
    throw new Refusal(`The head of ${outside.month} is not between --from and --to: widen them, or leave the head out.`)
  await using stack = new AsyncDisposableStack()
  const { log, target } = await reachDatabaseOf('webhooks', options, stack, { onlyReads: true })
  const database = openDatabase({ url: target.url, poolMax: 1, clock: new SystemClock(), log, onlyReads: true })
  stack.defer(() => database.close())
  let total = 0
  let months = 0
  let unsealed = 0
  const interrupted = new AbortController()
  const stop = listenForStop()
  stack.defer(() => stop.forget())
  void stop.first.then((signal) => interrupted.abort(signal))
  const { signal } = interrupted
  try {
    for await (const { month, entries, waiting, head, fault, isWhole } of verifyAuditLog(database, {
      from,
      to,
      heads,
      onProgress: progress(),
      signal,
    })) {
      if (!isWhole) {
        process.stderr.write(
          `plinth: Interrupted: the first ${entries} entries of ${month} fit, up to head ${head.position}:${head.seal.toString('hex')}. Nothing after them was verified.\n`,
        )
        return signal.reason === 'SIGINT' ? 130 : 143
      }
      if (fault !== undefined) {
        process.stderr.write(`plinth: ${month}: ${fault}.\n`)
        return 1
      }
      total += entries
      months++
      unsealed += waiting
      const more = waiting === 0 ? '' : `, ${waiting} wait for their seals`
      process.stdout.write(`${month}  ${entries} entries${more}  head ${head.position}:${head.seal.toString('hex')}\n`)
    }
    if (total + unsealed === 0) {
      if ((bounds.from ?? bounds.to) !== undefined) throw await nothingVerified(database, months)
      process.stderr.write(
        'NOTHING PROVED: the audit log has no entry, and no --head was given. A log that was emptied looks the same.\n',
      )
      return 3
    }
  } catch (err) {
    if (sqlState(err) !== '42P01') throw err
    throw new Refusal('The database has no audit log yet: run `plinth migrate`, or start Plinth.', { cause: err })
  }
  const unproved = heads.length > 0 ? '' : ' No --head was given: nothing proves that none was removed at the end.'
  process.stderr.write(`${total} entries fit their seals.${unproved}\n`)
  return 0
}

/** Prints a line for each 100,000 entries of a month. */
function progress(): (month: string, entries: number) => void {
  let printed = { month: '', lines: 0 }
  return (month, entries) => {
    if (printed.month !== month) printed = { month, lines: 0 }
    if (entries < (printed.lines + 1) * progressEvery) return
    printed.lines = Math.floor(entries / progressEvery)
    process.stderr.write(`${month}: ${entries} entries fit so far\n`)
  }
}

async function nothingVerified(database: Database, monthsWithin: number): Promise<Refusal> {
  const months = await monthsOfAuditLog(database)
  const [first, last] = [months[0], months.at(-1)]
  const reason =
    first === undefined
      ? 'the audit log has no entry yet.'
      : monthsWithin > 0
        ? 'the audit log has no entry within --from and --to.'
        : `the audit log has no month within --from and --to. It has ${first} to ${last}.`
  return new Refusal(`Nothing was verified: ${reason}`)
}
