import { setTimeout as wait } from 'node:timers/promises'
import { FailureReport } from '@plinth/kit/async/failure-report'
import { type Database, WritableClient } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'

/** alone: no other process may use the database; shared: other processes that share may use it too. */
export type LockMode = 'alone' | 'shared'

export interface InstanceLock {
  /** Rejects with a sentence when the lock was lost and another process has taken it. */
  readonly lost: Promise<never>
  release(): void
}

/** "plinth" in ASCII and one more, so that no other program takes the same key by accident. */
export const instanceLockKey = 0x706c696e7469
// NOTE: 0.1.0 locks this key. Its services without Redis hold it alone and share all the same, so a process that shares leaves it.
const lockKeyOf010 = 0x706c696e7468
const ownSession = `pg_backend_pid() AS pid,
  (SELECT backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()) AS since`
const takeAlone = `SELECT pg_try_advisory_lock($1) AND pg_try_advisory_lock($2) AS taken, ${ownSession}`
const takeShared = `SELECT pg_try_advisory_lock_shared($1) AS taken, ${ownSession}`
// PostgreSQL may not know yet that the connection is lost: then its session still has the lock.
const endSession = {
  text: 'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2::timestamptz',
}
/** Of PostgreSQL, that of a connection. */
interface Session {
  pid: number
  since: string
}
type Taken = Session & { taken: boolean }

const retryMs = 1_000
const checkEveryMs = 5_000
const waitPollMs = 100

/**
 * Locks a database for this process. Returns undefined if others still hold it after waitMs. PostgreSQL releases the lock with the
 * connection, which may outlive a killed process for a moment. After a lost connection, which may be silent, the lock is taken again.
 */
export async function takeInstanceLock(
  database: Database,
  mode: LockMode,
  log: Logger,
  waitMs = 0,
): Promise<InstanceLock | undefined> {
  const { promise: lost, reject } = Promise.withResolvers<never>()
  lost.catch(() => undefined)
  const failing = new FailureReport((err, failures) =>
    log.warn({ err, failures }, `taking the instance lock again failed; retrying in ${retryMs} ms`),
  )
  let isReleased = false
  let held: Session | undefined
  let letGo: () => void = () => undefined

  const take = async (): Promise<boolean> => {
    if (held !== undefined) await database.query({ ...endSession, values: [held.pid, held.since] })
    const client = await database.pool.connect()
    let checking: NodeJS.Timeout | undefined
    let isOver = false
    const release = (isBroken: boolean) => {
      isOver = true
      clearTimeout(checking)
      client.removeListener('end', onEnd)
      client.release(isBroken)
    }
    const onEnd = () => {
      if (isOver) return
      release(true)
      if (!isReleased) again()
    }
    try {
      const { rows } =
        mode === 'alone'
          ? await client.query<Taken>(takeAlone, [instanceLockKey, lockKeyOf010])
          : await client.query<Taken>(takeShared, [instanceLockKey])
      if (rows[0]?.taken !== true) {
        // One of two locks may be taken, and the connection goes back to the pool.
        await client.query('SELECT pg_advisory_unlock_all()')
        client.release()
        return false
      }
      held = rows[0]
    } catch (err) {
      client.release(true)
      throw err
    }
    const check = () => {
      if (isOver) return
      checking = setTimeout(() => confirm().then(check, onEnd), checkEveryMs)
    }
    // A primary that a failover left behind would answer for ever, and its lock keeps nobody from the new one.
    const confirm = async () => {
      await client.query('SELECT 1')
      if (client instanceof WritableClient) await client.confirmWritable()
    }
    client.once('end', onEnd)
    check()
    letGo = () => release(true)
    return true
  }
  const again = () => {
    const timer = setTimeout(() => {
      take().then(
        (taken) => {
          failing.succeeded()
          if (isReleased) letGo()
          else if (!taken) reject(new Error('another process took the database while the connection to it was lost'))
        },
        (err: unknown) => {
          failing.failed(err)
          if (!isReleased) again()
        },
      )
    }, retryMs)
    letGo = () => clearTimeout(timer)
  }

  const deadlineMs = performance.now() + waitMs
  while (!(await take())) {
    if (performance.now() >= deadlineMs) return undefined
    await wait(waitPollMs)
  }
  return {
    lost,
    release() {
      isReleased = true
      letGo()
    },
  }
}
