import { setTimeout as wait } from 'node:timers/promises'
import type { SystemClock } from '@plinth/kit/clock'
import {
  type Database,
  type Evidence,
  ensureDatabase,
  lackingRight,
  migrate,
  openDatabase,
  sqlState,
  unfitness,
} from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { SealedValues } from '@plinth/kit/secrets/sealed-values'
import type { ConfiguredPart } from '../bound-part.ts'
import type { AppConfig } from '../config/app-config.ts'
import { isDatabasePart, namedDatabase } from '../config/requirements.ts'
import { takeInstanceLock } from '../instance-lock.ts'
import type { DatabasePart } from '../parts.ts'
import { during } from '../progress.ts'
import { orRefuse, Refusal } from '../refusal.ts'
import { shownUrl } from '../shown-url.ts'
import { databaseRemedy } from './database-remedy.ts'
import type { EmbeddedServer } from './embedded.ts'

const firstContactMs = 20_000
// A server that starts, or is being started anew, is there within this time.
const startingMs = 15_000
const refusingMs = 5_000
const againMs = 200
const lockWaitMs = 10_000

export interface PartDatabase {
  part: DatabasePart
  url: string
  /** Variable to name in errors, such as "DATABASE_URL". */
  variable: string
  migrations: URL
  /** As in Part. */
  sealedValues: readonly SealedValues[]
  evidence: readonly Evidence[]
}

/** Databases of the parts of this process, by URL. */
export function partDatabases(
  parts: readonly Pick<ConfiguredPart, 'name' | 'migrations' | 'sealedValues' | 'evidence'>[],
  config: AppConfig,
  embedded: EmbeddedServer | undefined,
): PartDatabase[] {
  return parts.flatMap(({ name, migrations, sealedValues, evidence }) => {
    if (migrations === undefined || !isDatabasePart(name)) return []
    const own = namedDatabase({ ...config, databaseUrl: undefined }, name)
    const owned = { part: name, migrations, sealedValues, evidence }
    if (own !== undefined) return [{ ...owned, url: own, variable: `${name.toUpperCase()}_DATABASE_URL` }]
    const databaseName = `plinth_${name}`
    if (config.databaseUrl === undefined) {
      if (embedded === undefined) throw new Error('the embedded server was not started')
      return [{ ...owned, url: embedded.url(databaseName), variable: 'PLINTH_DATA_DIR' }]
    }
    const url = new URL(config.databaseUrl)
    url.pathname = `/${databaseName}`
    return [{ ...owned, url: url.href, variable: 'DATABASE_URL' }]
  })
}

/** Makes sure that a database is there and, unless it is read alone, that Plinth can work on it. Throws a Refusal if not. */
export async function reachDatabase(
  { url, variable }: PartDatabase,
  { onlyReads } = { onlyReads: false },
): Promise<void> {
  const isChecked = variable !== 'PLINTH_DATA_DIR' && !onlyReads
  const fault = await orRefuse(
    whileItStarts(() => ensureDatabase(url)).then(() => (isChecked ? unfitness(url) : undefined)),
    firstContactMs,
    (reason, thrown) =>
      `${variable}: no PostgreSQL database at ${shownUrl(url)} (${reason}); ${databaseRemedy(reason, thrown)}.`,
  )
  if (fault !== undefined) throw cannotBeUsed({ url, variable }, fault)
}

const cannotBeUsed = ({ url, variable }: Pick<PartDatabase, 'url' | 'variable'>, reason: string, cause?: unknown) =>
  new Refusal(`${variable}: the database at ${shownUrl(url)} cannot be used (${reason}).`, { cause })

/** Tries again while the server says that it starts, and for a while when nothing listens at its port or socket. */
async function whileItStarts(contact: () => Promise<void>): Promise<void> {
  const patienceMs = (state: string) =>
    ({ '57P03': startingMs, ECONNREFUSED: refusingMs, ENOENT: refusingMs })[state] ?? 0
  for (const beganMs = performance.now(); ; await wait(againMs)) {
    try {
      return await contact()
    } catch (err) {
      if (performance.now() - beganMs > patienceMs(sqlState(err))) throw err
    }
  }
}

/** Applies the missing migrations and returns their names. Refuses a database of a newer Plinth. */
export async function migrateDatabase({ url, variable, migrations }: PartDatabase, log: Logger): Promise<string[]> {
  try {
    return await migrate({ url, migrations, log })
  } catch (err) {
    const reason = err instanceof Error ? err.message.replace(/\s+/g, ' ').replace(/\.$/, '') : String(err)
    throw cannotBeUsed({ url, variable }, reason, err)
  }
}

/** Refuses a database whose tables the user may not change: on some later day it would lack a partition. */
export async function checkRights(database: Database, target: PartDatabase): Promise<void> {
  const lack = await lackingRight(database)
  if (lack !== undefined) throw cannotBeUsed(target, lack)
}

/** Opens a database with its lock: shared, or alone if a variable to share it is missing. The stack closes both. */
export async function openPartDatabase(
  database: PartDatabase,
  options: {
    poolMax: number
    clock: SystemClock
    log: Logger
    /** Variables that this process lacks to share the database. */
    missing: readonly string[]
    stack: AsyncDisposableStack
    onLost: (err: unknown) => void
  },
): Promise<Database> {
  const { clock, log, missing, stack } = options
  const mode = missing.length > 0 || database.variable === 'PLINTH_DATA_DIR' ? 'alone' : 'shared'
  const opened = openDatabase({ url: database.url, poolMax: options.poolMax + 1, clock, log })
  stack.defer(() => opened.close())
  const lock = await during(log, 'waiting for the process that uses the database to end', async () => {
    const taken = await takeInstanceLock(opened, mode, log, lockWaitMs)
    if (taken === undefined) throw new Refusal(inUse(database, missing))
    return taken
  })
  stack.defer(async () => lock.release())
  lock.lost.catch(options.onLost)
  return opened
}

function inUse({ variable, url }: PartDatabase, missing: readonly string[]): string {
  if (variable === 'PLINTH_DATA_DIR')
    return 'PLINTH_DATA_DIR is in use by another `plinth` process; stop it, or set PLINTH_DATA_DIR to another directory.'
  return missing.length > 0
    ? `${variable}: another Plinth process uses the database at ${shownUrl(url)}; stop it, or set ${missing.join(' and ')} so that several can share it.`
    : `${variable}: a Plinth process uses the database at ${shownUrl(url)} alone, because it has no NATS_URL, or runs a gateway without REDIS_URL; stop it, or set there what it lacks.`
}
