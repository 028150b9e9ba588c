import { SystemClock } from '@plinth/kit/clock'
import {
  type Database,
  lackingRight,
  type MigrationState,
  migrationState,
  openDatabase,
  sqlState,
  unfitness,
  weaknesses,
} from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { clockOf } from '../clock/clock-of.ts'
import { differenceText } from '../clock/difference.ts'
import { databaseRemedy } from '../drivers/database-remedy.ts'
import type { PartDatabase } from '../drivers/databases.ts'
import { countSealed } from '../drivers/sealed-values.ts'
import { lostKey } from '../drivers/secrets.ts'
import { messageOf, orRefuse } from '../refusal.ts'

const firstContactMs = 10_000

export interface Keys {
  /** Undefined where the embedded database has no key yet. */
  known: readonly Buffer[] | undefined
  /** File of the embedded database's key. */
  file: string
}

/** Checks one database without changing it; no check is left out because another failed. Returns a remark; throws Faults, or an Error with a sentence. */
export async function examineDatabase(target: PartDatabase, keys: Keys, log: Logger): Promise<string> {
  const state = await orRefuse(
    migrationState(target),
    firstContactMs,
    (reason, thrown) => `${target.variable}: ${reason}; ${databaseRemedy(reason, thrown)}`,
  )
  const fault = await unfitness(target.url)
  if (fault !== undefined) throw new Error(`the database cannot be used (${fault})`)
  const schema = schemaFault(state, target)
  if (schema !== undefined && state.unknown.length > 0) throw new Error(schema)
  const faults = schema === undefined ? [] : [schema]
  const remarks: string[] = []
  const database = openDatabase({ url: target.url, poolMax: 1, clock: new SystemClock(), log })
  try {
    const examineProtection = () => examineEvidence(database, target, state)
    for (const examine of [examineRights, examineServer, examineSealed, examineProtection])
      try {
        remarks.push(...(await examine(database, target, keys)))
      } catch (err) {
        // A migration that is missing makes what is examined.
        if (schema === undefined || !isOfSchema.test(sqlState(err))) faults.push(messageOf(err))
      }
  } finally {
    await database.close()
  }
  if (faults.length > 0) throw new Faults(faults)
  return remarks.join(', ')
}

/** All that a database lacks, a sentence each. */
export class Faults extends Error {
  override readonly name = 'Faults'
  readonly sentences: readonly string[]
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.sentences = sentences
  }
}

// A table, column, function or other object that does not exist.
const isOfSchema = /^42(P01|703|883|704)$/

function schemaFault(
  { database: name, pending, unknown, failed, isOthers }: MigrationState,
  { variable }: PartDatabase,
): string | undefined {
  if (isOthers)
    return `the database "${name}" belongs to another part of Plinth or to another program (it has the migration ${unknown[0]}): correct ${variable}`
  if (unknown.length > 0)
    return `the database is newer than this version of Plinth (it has the migration ${unknown[0]}): install the version that created it`
  if (failed.length > 0)
    return `the migration ${failed[0]} never finished: repair it and mark it with \`prisma migrate resolve\``
  if (pending.length > 0) return `${pending.length} migrations are missing: run \`plinth migrate\`, or start Plinth`
  return undefined
}

async function examineRights(database: Database): Promise<string[]> {
  const lack = await lackingRight(database)
  if (lack !== undefined) throw new Error(lack)
  return []
}

async function examineServer(database: Database): Promise<string[]> {
  const [row] = await database.query<{ version: string }>({
    text: `SELECT current_setting('server_version') AS version`,
  })
  const aheadMs = Math.round((await clockOf(database)).aheadMs)
  const fault = differenceText(aheadMs)
  if (fault !== undefined) throw new Error(fault)
  return [`PostgreSQL ${row?.version}, clock within ${Math.abs(aheadMs)} ms, migrations up to date`]
}

async function examineEvidence(
  database: Database,
  { evidence, migrations }: PartDatabase,
  { pending }: MigrationState,
): Promise<string[]> {
  const { asOwner, asSuperuser } = await weaknesses(database, evidence, migrations)
  const remedies = [
    ...(asOwner.length === 0 ? [] : [`as the owner of its tables: ${asOwner.join('; ')}`]),
    ...(asSuperuser.length === 0 ? [] : [`as a superuser: ${asSuperuser.join('; ')}`]),
  ]
  if (remedies.length === 0) return []
  // A migration that is missing may make what seems to be lost, and would fail where that is there.
  if (pending.length > 0)
    throw new Error(
      'the audit log can be changed: run `plinth migrate`, then `plinth doctor` again for what mends the rest',
    )
  throw new Error(
    `the audit log can be changed; find out who made that possible, verify it (docs/operate/audit-log.md), and run ${remedies.join(', and ')}`,
  )
}

async function examineSealed(
  database: Database,
  { sealedValues }: PartDatabase,
  { known, file }: Keys,
): Promise<string[]> {
  const lost = (await countSealed(database, sealedValues, known ?? [])).filter(({ unopened }) => unopened > 0)
  if (lost.length === 0) return []
  if (known === undefined) throw new Error(lostKey(file))
  throw new Error(
    `no key of SECRETS_KEY opens ${lost.map(({ what, seen, unopened }) => `${unopened} of ${seen} ${what}`).join(', ')}: add the key that is missing at its end; stored answers end within 24 hours (docs/operate/secrets-key.md)`,
  )
}
