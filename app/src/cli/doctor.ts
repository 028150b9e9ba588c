import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { SystemClock } from '@plinth/kit/clock'
import { ConfigError } from '@plinth/kit/config'
import { migrationState, openDatabase } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { type ProcessPlan, readConfig } from '../config/read-config.ts'
import { rpcWarnings } from '../config/rpc-credentials.ts'
import { openBus } from '../drivers/bus.ts'
import type { PartDatabase } from '../drivers/databases.ts'
import { postgresDir } from '../drivers/embedded.ts'
import { openLimiter } from '../drivers/limiter.ts'
import { readKey, secretsKeyFile } from '../drivers/secrets.ts'
import { needsEmbedded } from '../drivers/storage.ts'
import { openProcessLog } from '../log-format.ts'
import { partsOf } from '../parts.ts'
import { messageOf, orRefuse } from '../refusal.ts'
import type { TargetOptions } from './command-deps.ts'
import { reachDatabases } from './offline.ts'

const skewMaxMs = 2_000
const postgresMajorMin = 15
const firstContactMs = 10_000

/** Checks everything that a process needs, without changing anything. Returns exit code 1 if a check fails. */
export async function doctor(options: TargetOptions): Promise<number> {
  let isWell = true
  const examine = async (name: string, work: () => Promise<string> | string) => {
    try {
      process.stdout.write(`${name}: ok${after(await work())}\n`)
    } catch (err) {
      isWell = false
      const sentences = err instanceof ConfigError ? err.mistakes : [messageOf(err)]
      for (const sentence of sentences) process.stdout.write(`${name}: ${sentence}\n`)
    }
  }

  const parts = await options.loadParts(partsOf(options.target))
  let plan: ProcessPlan | undefined
  await examine('configuration', () => {
    plan = readConfig(options.target, parts, options.env)
    return rpcWarnings(plan.config, options.target).join('; ')
  })
  if (plan === undefined) return 1
  const found = plan
  const log = openProcessLog({ ...found.config, logLevel: 'error' }, options.env)
  await using stack = new AsyncDisposableStack()
  await examine('keys', () => keys(found))
  await examine('NATS', () => nats(found, log))
  await examine('Redis', () => redis(found, log))
  const isUnmade = needsEmbedded(found) && !existsSync(postgresDir(found.config.dataDir))
  if (isUnmade)
    await examine('database', () => `embedded, created at the first start in ${resolve(found.config.dataDir)}`)
  else {
    let databases: PartDatabase[] = []
    await examine('database', async () => {
      databases = await reachDatabases(found, log, stack)
      return needsEmbedded(found) ? `embedded, in ${resolve(found.config.dataDir)}` : ''
    })
    for (const database of databases) await examine(`database ${database.part}`, () => examineDatabase(database, log))
  }
  return isWell ? 0 : 1
}

const notNeeded = 'not needed by this part'
const after = (remark: string) => (remark === '' ? '' : ` (${remark})`)

function keys({ config, parts }: ProcessPlan): string {
  if (config.secretsKeys !== undefined) return `${config.secretsKeys.length} in SECRETS_KEY`
  if (!needsEmbedded({ parts, config })) return notNeeded
  return readKey(secretsKeyFile(resolve(config.dataDir))) === undefined
    ? 'created at the first start'
    : 'in PLINTH_DATA_DIR'
}

async function nats({ config, target }: ProcessPlan, log: Logger): Promise<string> {
  if (config.natsUrl === undefined) return 'NATS_URL is unset: events stay inside the process'
  const bus = await openBus({ url: config.natsUrl, target, log })
  try {
    await bus.ready()
    return ''
  } finally {
    await bus.close()
  }
}

async function redis({ config, parts }: ProcessPlan, log: Logger): Promise<string> {
  if (!parts.some(({ name }) => name === 'gateway')) return notNeeded
  if (config.redisUrl === undefined) return 'REDIS_URL is unset: each process counts its own limits'
  await (await openLimiter({ url: config.redisUrl, replicas: 1, clock: new SystemClock(), log })).close()
  return ''
}

async function examineDatabase(target: PartDatabase, log: Logger): Promise<string> {
  const { pending, unknown, failed } = await orRefuse(
    migrationState(target),
    firstContactMs,
    (reason) =>
      `${target.variable}: ${reason}; start the server or correct the URL. \`plinth migrate\` creates a missing database`,
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
    const sentAt = Date.now()
    const [row] = await database.query<{ now: Date; version: string; major: number }>({
      text: `SELECT clock_timestamp() AS now, current_setting('server_version') AS version,
                    current_setting('server_version_num')::int / 10000 AS major`,
    })
    if (row === undefined || row.major < postgresMajorMin)
      throw new Error(`PostgreSQL ${row?.version} is too old: version ${postgresMajorMin} or later is required`)
    const middle = (sentAt + Date.now()) / 2
    const skewMs = Math.round(row.now.getTime() - middle)
    if (Math.abs(skewMs) > skewMaxMs)
      throw new Error(
        `the clock of the server differs by ${skewMs} ms from the clock of this machine: synchronise both with NTP`,
      )
    return `PostgreSQL ${row.version}, clock within ${Math.abs(skewMs)} ms, migrations up to date`
  } finally {
    await database.close()
  }
}
