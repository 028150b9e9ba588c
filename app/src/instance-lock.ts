import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'

/** alone: no other process may use the database; shared: other processes that share may use it too. */
export type LockMode = 'alone' | 'shared'

export interface InstanceLock {
  /** Rejects with a sentence when the lock was lost and another process has taken it. */
  readonly lost: Promise<never>
  release(): void
}

/** "plinth" in ASCII, so that no other program takes the same key by accident. */
export const instanceLockKey = 0x706c696e7468
const retryMs = 1_000
const waitPollMs = 100

/**
 * Locks a database for this process. Returns undefined if others still hold it after waitMs. PostgreSQL releases the lock with the
 * connection, which may outlive a killed process for a moment. After a lost connection the lock is taken again.
 */
export async function takeInstanceLock(
  database: Database,
  mode: LockMode,
  log: Logger,
  waitMs = 0,
): Promise<InstanceLock | undefined> {
  const { promise: lost, reject } = Promise.withResolvers<never>()
  lost.catch(() => undefined)
  let isReleased = false
  let letGo: () => void = () => undefined

  const take = async (): Promise<boolean> => {
    const client = await database.pool.connect()
    const release = (isBroken: boolean) => {
      client.removeListener('end', onEnd)
      client.release(isBroken)
    }
    const onEnd = () => {
      release(true)
      if (!isReleased) again()
    }
    const verb = mode === 'alone' ? 'pg_try_advisory_lock' : 'pg_try_advisory_lock_shared'
    try {
      const { rows } = await client.query<{ taken: boolean }>(`SELECT ${verb}($1) AS taken`, [instanceLockKey])
      if (rows[0]?.taken !== true) {
        client.release()
        return false
      }
    } catch (err) {
      client.release(true)
      throw err
    }
    client.once('end', onEnd)
    letGo = () => release(true)
    return true
  }
  const again = () => {
    const timer = setTimeout(() => {
      take().then(
        (taken) => {
          if (isReleased) letGo()
          else if (!taken) reject(new Error('another process took the database while the connection to it was lost'))
        },
        (err: unknown) => {
          log.warn({ err }, 'taking the instance lock again failed; retrying')
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
