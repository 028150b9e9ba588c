import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { SystemClock } from '@plinth/kit/clock'
import { ConfigError } from '@plinth/kit/config'
import type { Logger } from '@plinth/kit/log'
import type { PartName } from '@plinth/kit/part'
import { certificateLives, endingCertificates } from '../config/certificates.ts'
import { type ProcessPlan, readConfig } from '../config/read-config.ts'
import { peerAddress } from '../config/requirements.ts'
import { rpcWarnings, tlsOf, tokenVariable } from '../config/rpc-credentials.ts'
import { targetOfEnv } from '../config/target-of-env.ts'
import { openBus } from '../drivers/bus.ts'
import type { PartDatabase } from '../drivers/databases.ts'
import { postgresDir } from '../drivers/embedded.ts'
import { openLimiter } from '../drivers/limiter.ts'
import { knownKeys, readKey, secretsKeyFile } from '../drivers/secrets.ts'
import { needsEmbedded } from '../drivers/storage.ts'
import { openProcessLog } from '../log-format.ts'
import { partsOf, type Target } from '../parts.ts'
import { messageOf } from '../refusal.ts'
import { openRpc } from '../rpc.ts'
import type { CommandOptions } from './command-deps.ts'
import { examineDatabase, Faults } from './doctor-database.ts'
import { reachDatabases } from './offline.ts'

const firstContactMs = 10_000
const againMs = 200

/**
 * Checks everything that a process needs, without changing anything. Returns exit code 1 if a check fails.
 * @param options.target Default: the part that the environment belongs to.
 */
export async function doctor(options: CommandOptions & { target: Target | undefined }): Promise<number> {
  let isWell = true
  const examine = async (name: string, work: () => Promise<string> | string) => {
    try {
      process.stdout.write(`${name}: ok${after(await work())}\n`)
    } catch (err) {
      isWell = false
      const sentences =
        err instanceof ConfigError ? err.mistakes : err instanceof Faults ? err.sentences : [messageOf(err)]
      for (const sentence of sentences) process.stdout.write(`${name}: ${sentence}\n`)
    }
  }

  const found = targetOfEnv(options.env)
  const target = options.target ?? found.target
  const parts = await options.loadParts(partsOf(target))
  let plan: ProcessPlan | undefined
  await examine('configuration', () => {
    plan = readConfig(target, parts, options.env)
    const isFound = options.target === undefined && found.variable !== undefined
    const ofTarget = isFound ? [`of ${target}, by ${found.variable}; --target checks another part`] : []
    return [...ofTarget, ...rpcWarnings(plan.config, target)].join('; ')
  })
  if (plan === undefined) return 1
  const { config } = plan
  const known = plan
  const log = openProcessLog({ ...config, logLevel: 'error' }, options.env)
  await using stack = new AsyncDisposableStack()
  await examine('keys', () => keys(known))
  if (target !== 'all' && tlsOf(config) !== undefined) await examine('certificates', () => certificates(known))
  await examine('NATS', () => nats(known, log))
  await examine('Redis', () => redis(known, log))
  for (const peer of target === 'gateway' ? peersOf(known) : [])
    await examine(`part ${peer}`, () => reachPeer(known, peer, log))
  if (!known.parts.some(({ migrations }) => migrations !== undefined)) {
    await examine('database', () => notNeeded)
    return isWell ? 0 : 1
  }
  const isUnmade = needsEmbedded(known) && !existsSync(postgresDir(config.dataDir))
  if (isUnmade) await examine('database', () => `embedded, created at the first start in ${resolve(config.dataDir)}`)
  else {
    let databases: PartDatabase[] = []
    await examine('database', async () => {
      databases = await reachDatabases(known, log, stack)
      return needsEmbedded(known) ? `embedded, in ${resolve(config.dataDir)}` : ''
    })
    const dataDir = resolve(config.dataDir)
    const held = {
      file: secretsKeyFile(dataDir),
      known: needsEmbedded(known) ? knownKeys(dataDir, config.secretsKeys) : config.secretsKeys,
    }
    for (const database of databases)
      await examine(`database ${database.part}`, () => examineDatabase(database, held, log))
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

function certificates({ config }: ProcessPlan): string {
  const tls = tlsOf(config)
  if (tls === undefined) return notNeeded
  const ending = endingCertificates(tls, new Date())
  const ended = ending.filter(({ hasEnded }) => hasEnded).map(({ sentence }) => sentence)
  if (ended.length > 0) throw new Error(ended.join('; '))
  if (ending.length > 0) return ending.map(({ sentence }) => sentence).join('; ')
  return certificateLives(tls)
    .map(({ variable, endsAt }) => `${variable} ends at ${endsAt.toISOString()}`)
    .join(', ')
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
  const limiter = await openLimiter({ url: config.redisUrl, replicas: 1, clock: new SystemClock(), log })
  try {
    await limiter.ready()
    return ''
  } finally {
    await limiter.close()
  }
}

const peersOf = ({ parts }: ProcessPlan): PartName[] => [...new Set(parts.flatMap(({ needs }) => needs))]

/** Connects as the gateway does, with its token or its certificate. */
async function reachPeer({ config, parts }: ProcessPlan, peer: PartName, log: Logger): Promise<string> {
  const here = parts.map(({ name }) => name)
  const { host, dialer } = openRpc(config, { here, tls: tlsOf(config), log })
  const address = peerAddress(config, peer)
  const untilMs = performance.now() + firstContactMs
  try {
    for (;;) {
      const reason = await dialer.ready(peer).then(() => undefined, messageOf)
      if (reason === undefined) return `at ${address}`
      if (performance.now() < untilMs && !isDenied(reason)) {
        await wait(againMs)
        continue
      }
      const credentials =
        tlsOf(config) === undefined
          ? `set the same ${tokenVariable(peer)} here and for ${peer}`
          : `correct RPC_TLS_CA, RPC_TLS_CERT and RPC_TLS_KEY here and for ${peer}`
      const remedy = isDenied(reason) ? credentials : `start ${peer}, or correct RPC_${peer.toUpperCase()}_URL`
      throw new Error(`${reason} at ${address}: ${remedy}`)
    }
  } finally {
    dialer.close()
    await host.close()
  }
}

const isDenied = (reason: string): boolean => /token|unauthenticated|certificate/i.test(reason)
