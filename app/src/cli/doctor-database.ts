import { SystemClock } from '@plinth/kit/clock'
import { type Database, lackingRight, migrationState, openDatabase, unfitness, unprotected } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { clockOf } from '../clock/clock-of.ts'
import { differenceText } from '../clock/difference.ts'
import { databaseRemedy } from '../drivers/database-remedy.ts'
import type { PartDatabase } from '../drivers/databases.ts'
import { countSealed } from '../drivers/sealed-values.ts'
import { lostKey } from '../drivers/secrets.ts'
import { orRefuse } from '../refusal.ts'

const firstContactMs = 10_000

export interface Keys {
  /** Undefined where the embedded database has no key yet. */
  known: readonly Buffer[] | undefined
  /** File of the embedded database's key. */
  file: string
}

/** Checks one database without changing it. Returns a remark; throws with a sentence. */
export async function examineDatabase(target: PartDatabase, keys: Keys, log: Logger): Promise<string> {
  const {
    database: name,
    pending,
    unknown,
    failed,
    isOthers,
  } = await orRefuse(
    migrationState(target),
    firstContactMs,
    (reason, thrown) => `${target.variable}: ${reason}; ${databaseRemedy(reason, thrown)}`,
  )
  const fault = await unfitness(target.url)
  if (fault !== undefined) throw new Error(`the database cannot be used (${fault})`)
  if (isOthers)
    throw new Error(
      `the database "${name}" belongs to another part of Plinth or to another program (it has the migration ${unknown[0]}): correct ${target.variable}`,
    )
  if (unknown.length > 0)
    throw new Error(
      `the database is newer than this version of Plinth (it has the migration ${unknown[0]}): install the version that created it`,
    )
  if (failed.length > 0)
    throw new Error(`the migration ${failed[0]} never finished: repair it and mark it with \`prisma migrate resolve\``)
  if (pending.length > 0)
    throw new Error(`${pending.length} migrations are missing: run \`plinth migrate\`, or start Plinth`)
  const database = openDatabase({ url: target.url, poolMax: 1, clock: new SystemClock(), log })
  try {
    const lack = await lackingRight(database)
    if (lack !== undefined) throw new Error(lack)
    const remark = await examineServer(database)
    await examineSealed(database, target, keys)
    await examineEvidence(database, target)
    return remark
  } finally {
    await database.close()
  }
}

async function examineServer(database: Database): Promise<string> {
  const [row] = await database.query<{ version: string }>({
    text: `SELECT current_setting('server_version') AS version`,
  })
  const aheadMs = Math.round((await clockOf(database)).aheadMs)
  const fault = differenceText(aheadMs)
  if (fault !== undefined) throw new Error(fault)
  return `PostgreSQL ${row?.version}, clock within ${Math.abs(aheadMs)} ms, migrations up to date`
}

async function examineEvidence(database: Database, { evidence }: PartDatabase): Promise<void> {
  const statements = await unprotected(database, evidence)
  if (statements.length === 0) return
  throw new Error(
    `the audit log can be changed; find out who made that possible, verify it (docs/operate/audit-log.md), and run as the owner of its tables: ${statements.join('; ')}`,
  )
}

async function examineSealed(database: Database, { sealedValues }: PartDatabase, { known, file }: Keys): Promise<void> {
  const lost = (await countSealed(database, sealedValues, known ?? [])).filter(({ unopened }) => unopened > 0)
  if (lost.length === 0) return
  if (known === undefined) throw new Error(lostKey(file))
  throw new Error(
    `no key of SECRETS_KEY opens ${lost.map(({ what, seen, unopened }) => `${unopened} of ${seen} ${what}`).join(', ')}: add the key that is missing at its end; stored answers end within 24 hours (docs/operate/secrets-key.md)`,
  )
}
