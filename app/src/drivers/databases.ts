import type { SystemClock } from '@plinth/kit/clock'
import { type Database, ensureDatabase, migrate, openDatabase } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { ConfiguredPart } from '../bound-part.ts'
import type { AppConfig } from '../config/app-config.ts'
import { isDatabasePart, namedDatabase } from '../config/requirements.ts'
import { type LockMode, takeInstanceLock } from '../instance-lock.ts'
import type { DatabasePart } from '../parts.ts'
import { during } from '../progress.ts'
import { orRefuse, Refusal } from '../refusal.ts'
import { shownUrl } from '../shown-url.ts'
import type { EmbeddedServer } from './embedded.ts'

const firstContactMs = 20_000
const lockWaitMs = 10_000

export interface PartDatabase {
  part: DatabasePart
  url: string
  /** Variable to name in errors, such as "DATABASE_URL". */
  variable: string
  migrations: URL
}

/** Databases of the parts of this process, by URL. */
export function partDatabases(
  parts: readonly Pick<ConfiguredPart, 'name' | 'migrations'>[],
  config: AppConfig,
  embedded: EmbeddedServer | undefined,
): PartDatabase[] {
  return parts.flatMap(({ name, migrations }) => {
    if (migrations === undefined || !isDatabasePart(name)) return []
    const own = namedDatabase({ ...config, databaseUrl: undefined }, name)
    if (own !== undefined) return [{ part: name, url: own, variable: `${name.toUpperCase()}_DATABASE_URL`, migrations }]
    const databaseName = `plinth_${name}`
    if (config.databaseUrl === undefined) {
      if (embedded === undefined) throw new Error('the embedded server was not started')
      return [{ part: name, url: embedded.url(databaseName), variable: 'PLINTH_DATA_DIR', migrations }]
    }
    const url = new URL(config.databaseUrl)
    url.pathname = `/${databaseName}`
    return [{ part: name, url: url.href, variable: 'DATABASE_URL', migrations }]
  })
}

export const reachDatabase = ({ url, variable }: PartDatabase): Promise<void> =>
  orRefuse(
    ensureDatabase(url),
    firstContactMs,
    (reason) =>
      `${variable}: no PostgreSQL database at ${shownUrl(url)} (${reason}); start the server or correct the URL.`,
  )

/** Applies the missing migrations and returns their names. Refuses a database of a newer Plinth. */
export async function migrateDatabase({ url, variable, migrations }: PartDatabase, log: Logger): Promise<string[]> {
  try {
    return await migrate({ url, migrations, log })
  } catch (err) {
    const reason = err instanceof Error ? err.message.replace(/\s+/g, ' ').replace(/\.$/, '') : String(err)
    throw new Refusal(`${variable}: the database at ${shownUrl(url)} cannot be used (${reason}).`, { cause: err })
  }
}

/** Opens a database with its lock, alone or shared. The stack closes both. */
export async function openPartDatabase(
  database: PartDatabase,
  options: {
    poolMax: number
    clock: SystemClock
    log: Logger
    lock: LockMode
    stack: AsyncDisposableStack
    onLost: (err: unknown) => void
  },
): Promise<Database> {
  const { clock, log, stack } = options
  const opened = openDatabase({ url: database.url, poolMax: options.poolMax + 1, clock, log })
  stack.defer(() => opened.close())
  const lock = await during(log, 'waiting for the process that uses the database to end', async () => {
    const taken = await takeInstanceLock(opened, options.lock, log, lockWaitMs)
    if (taken === undefined) throw new Refusal(inUse(database, options.lock))
    return taken
  })
  stack.defer(async () => lock.release())
  lock.lost.catch(options.onLost)
  return opened
}

function inUse({ variable, url }: PartDatabase, lock: LockMode): string {
  if (variable === 'PLINTH_DATA_DIR')
    return 'PLINTH_DATA_DIR is in use by another `plinth` process; stop it, or set PLINTH_DATA_DIR to another directory.'
  return lock === 'alone'
    ? `${variable}: another Plinth process uses the database at ${shownUrl(url)}; stop it, or set NATS_URL and REDIS_URL so that several can share it.`
    : `${variable}: a Plinth process without NATS_URL and REDIS_URL uses the database at ${shownUrl(url)} alone; stop it, or set both there too.`
}
