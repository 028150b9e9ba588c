import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import type { PartName } from '@plinth/kit/part'
import { eventually, freePort, type RunningProcess, runProcess, type TestDatabase, testDatabase } from '@plinth/testkit'
import { testSettings } from '../topology.ts'
import { asShipped, type Surroundings } from './surroundings.ts'

const services = ['identity', 'tenancy', 'webhooks'] as const
const copies = 2
/** Balancers look every 100 ms, when a busy machine lets them. */
export const gatewayDrainDelayMs = '3000'
const here = fileURLToPath(new URL('../../../app/bin/plinth.mjs', import.meta.url))

/** One process that can be replaced by another at the same address. */
export interface Replica {
  name: string
  part: PartName
  /** SIGTERM, then a new one with these settings and that program; rejects when the old one did not end cleanly. */
  replace(settings?: Env, program?: string): Promise<void>
}

type Env = Record<string, string>

export interface ReplicatedMesh {
  operatorKey: string
  /** Of the gateways. */
  urls: readonly string[]
  replicas: readonly Replica[]
  /** Of the services. */
  databases: readonly TestDatabase[]
  /** The settings of all processes; each gets its part's. */
  settings: Env
  stop(): Promise<void>
}

/** Two processes of each part on real servers, each knowing both addresses of each service. */
export async function startReplicatedMesh(
  options: {
    program?: string
    /** Of the services, in their order; default: empty ones. */
    databases?: readonly TestDatabase[]
    /** The operator key of what these databases hold. */
    operatorKey?: string
    /** With RPC_TOKEN, no service has a token of its own. */
    settings?: Env
    /** Default: each part gets what deploy/ gives to it. */
    surroundings?: Surroundings
  } = {},
): Promise<ReplicatedMesh> {
  const { program = here } = options
  const { tokens, envOf, stop: stopServers } = options.surroundings ?? (await asShipped())
  const databases = options.databases ?? (await Promise.all(services.map(() => testDatabase())))
  const operatorKey = options.operatorKey ?? makeApiKey('sk_live').key
  const settings: Env = {
    ...testSettings,
    ...Object.fromEntries(services.map((name, at) => [`${name.toUpperCase()}_DATABASE_URL`, databases[at]?.url ?? ''])),
    LOG_LEVEL: 'info',
    SECRETS_KEY: randomBytes(32).toString('base64'),
    ...(options.settings?.['RPC_TOKEN'] === undefined ? tokens : {}),
    PLINTH_OPERATOR_KEY: operatorKey,
    GATEWAY_REPLICAS: String(copies),
    DRAIN_DELAY_MS: '1000',
    ...options.settings,
  }
  const ports = await Promise.all(Array.from({ length: (services.length + 1) * copies }, () => freePort()))
  const portsOf = (at: number) => ports.slice(at * copies, (at + 1) * copies)
  services.forEach((name, at) => {
    settings[`RPC_${name.toUpperCase()}_URL`] = `ipv4:${portsOf(at)
      .map((port) => `127.0.0.1:${port}`)
      .join(',')}`
  })
  const running = [
    ...services.flatMap((part, at) => portsOf(at).map((port) => replica(part, { RPC_PORT: String(port) }))),
    ...portsOf(services.length).map((port) =>
      replica('gateway', { PORT: String(port), DRAIN_DELAY_MS: gatewayDrainDelayMs }),
    ),
  ]
  await Promise.all(running.map((one) => one.start(settings, program)))
  const urls = portsOf(services.length).map((port) => `http://127.0.0.1:${port}`)
  await Promise.all(urls.map(untilReady))
  return {
    operatorKey,
    urls,
    databases,
    replicas: running,
    settings,
    async stop() {
      await Promise.all(running.map((one) => one.stop()))
      await stopServers()
      await Promise.all(databases.map((database) => database.drop()))
    },
  }

  function replica(part: PartName, own: Env) {
    let process: RunningProcess
    const name = `${part} ${Object.values(own)[0]}`
    const start = async (env: Env, main: string) => {
      process = runProcess(main, ['start', `--target=${part}`], { env: { ...envOf(part, env), ...own } })
      await process.line(/ready in process/, 90_000)
      if (own['PORT'] !== undefined) await untilReady(`http://127.0.0.1:${own['PORT']}`)
    }
    return {
      name,
      part,
      start,
      async replace(env: Env = settings, main = program) {
        const { code, signal } = await process.kill('SIGTERM')
        if (code !== 0) throw new Error(`${name} ended with ${signal ?? code}:\n${process.output()}`)
        await start(env, main)
      },
      stop: async () => void (await process?.kill('SIGTERM')),
    }
  }
}

const untilReady = (url: string): Promise<void> =>
  eventually(
    async () => {
      const answer = await fetch(`${url}/readyz`)
      if (answer.status !== 200) throw new Error(`${url}/readyz says ${answer.status}: ${await answer.text()}`)
    },
    { timeoutMs: 90_000 },
  )
