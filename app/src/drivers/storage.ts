import { resolve } from 'node:path'
import type { Bus } from '@plinth/kit/bus'
import type { SystemClock } from '@plinth/kit/clock'
import { type Database, databaseTime, type Relay, startRelay } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { PartName } from '@plinth/kit/part'
import type { ProcessPlan } from '../config/read-config.ts'
import { isDatabasePart, missingToShare, namedDatabase } from '../config/requirements.ts'
import { during } from '../progress.ts'
import { checkRights, migrateDatabase, openPartDatabase, partDatabases, reachDatabase } from './databases.ts'
import { startEmbedded } from './embedded.ts'
import { countSealed } from './sealed-values.ts'
import { embeddedKeys } from './secrets.ts'

export interface Storage {
  readonly databases: ReadonlyMap<PartName, Database>
  /** Asks the first of these databases. */
  readonly time: (() => Promise<Date>) | undefined
  readonly secretsKeys: readonly Buffer[] | undefined
  /** Publishes from now on the events of committed transactions. */
  startRelays(bus: Bus): void
  stopRelays(): Promise<void>
}

export interface StorageOptions {
  plan: ProcessPlan
  clock: SystemClock
  log: Logger
  /** Closes everything that was opened. */
  stack: AsyncDisposableStack
  onLost: (err: unknown) => void
}

/** Returns true if one of the parts uses the embedded server. */
export const needsEmbedded = ({ parts, config }: Pick<ProcessPlan, 'parts' | 'config'>): boolean =>
  parts.some(
    ({ name, migrations }) =>
      migrations !== undefined && isDatabasePart(name) && namedDatabase(config, name) === undefined,
  )

/** Opens the databases of the parts: creates missing ones, migrates and locks them, and loads the keys of their sealed values. */
export async function openStorage({ plan, clock, log, stack, onLost }: StorageOptions): Promise<Storage> {
  const { parts, config } = plan
  const dataDir = resolve(config.dataDir)
  const isEmbedded = needsEmbedded(plan)
  let ownsEmbedded = false
  const embedded = isEmbedded
    ? await during(log, 'starting the embedded database', () => startEmbedded(dataDir, log))
    : undefined
  if (embedded !== undefined) {
    // A server that was already running belongs to the process that holds its lock; this process stops it only with that lock.
    ownsEmbedded = !embedded.joined
    stack.defer(() => (ownsEmbedded ? embedded.stop() : Promise.resolve()))
    embedded.exited.then((sentence) => onLost(new Error(sentence)))
  }
  const missing = missingToShare(config, parts)
  const opened = new Map<PartName, Database>()
  const databases = partDatabases(parts, config, embedded)
  for (const database of databases) {
    await reachDatabase(database)
    const options = {
      poolMax: config.databasePoolMax,
      clock,
      log: log.child({ part: database.part }),
      missing,
      stack,
      onLost,
    }
    const part = await openPartDatabase(database, options)
    opened.set(database.part, part)
    if (database.variable === 'PLINTH_DATA_DIR') ownsEmbedded = true
    await during(log, `migrating the database of ${database.part}`, () => migrateDatabase(database, log))
    await checkRights(part, database)
  }
  const hasSealed = async () => {
    for (const { part, sealedValues } of databases) {
      const database = opened.get(part)
      if (database === undefined) continue
      if ((await countSealed(database, sealedValues, [])).some(({ seen }) => seen > 0)) return true
    }
    return false
  }
  const relays: Relay[] = []
  const [first] = opened.values()
  return {
    databases: opened,
    time: first === undefined ? undefined : () => databaseTime(first),
    secretsKeys: isEmbedded ? await embeddedKeys(dataDir, config.secretsKeys, hasSealed) : config.secretsKeys,
    startRelays(bus) {
      for (const [part, database] of opened)
        relays.push(startRelay({ part, database, bus, clock, log: log.child({ part }) }))
    },
    async stopRelays() {
      await Promise.all(relays.map((relay) => relay.stop()))
    },
  }
}
