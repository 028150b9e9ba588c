import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { markUsed } from './store.ts'

export interface LastUsed {
  note(keyId: string): void
  /** Writes the noted keys, then stops. */
  stop(): Promise<void>
}

const writeEveryMs = 5_000
const keysMax = 10_000

/** Writes last_used_at every 5 s, in one statement for all keys: a crash loses the last seconds. */
export function startLastUsed(database: Database, log: Logger): LastUsed {
  let used = new Set<string>()
  const write = async () => {
    if (used.size === 0) return
    const ids = [...used]
    used = new Set()
    await markUsed(database, ids).catch((err: unknown) =>
      log.warn({ err }, 'writing last_used_at of API keys failed; their next use writes it'),
    )
  }
  let writing = Promise.resolve()
  const timer = setInterval(() => {
    writing = writing.then(write)
  }, writeEveryMs)
  timer.unref()
  return {
    note(keyId) {
      if (used.size < keysMax) used.add(keyId)
    },
    async stop() {
      clearInterval(timer)
      await writing
      await write()
    },
  }
}
