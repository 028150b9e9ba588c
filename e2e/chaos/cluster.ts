import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { type DedicatedServer, dedicatedNats, dedicatedServer, freePort, type RunningProcess } from '@plinth/testkit'
import { meshParts } from '../../scripts/mesh/parts.ts'
import { plinthStart, testSettings, untilReady } from '../src/topology.ts'

/** Something that can be killed, and what brings it back. */
export interface Victim {
  name: string
  /** kill -9; of PostgreSQL an immediate shutdown. Gone, with its store where it is said to lose it, until it is brought back. */
  kill(): Promise<void>
  revive(): Promise<void>
  /** SIGSTOP to all of its processes: it stays connected and answers nothing. */
  freeze(): Promise<void>
  thaw(): Promise<void>
}

export interface Cluster {
  url: string
  operatorKey: string
  databases: Readonly<Record<(typeof services)[number], string>>
  /** Settings with which an operator's command reaches the databases. */
  settings: Readonly<Record<string, string>>
  victims: readonly Victim[]
  untilReady(): Promise<void>
  /** The output of the processes, for a failure's report. */
  output(): string
  stop(): Promise<void>
}

const services = ['identity', 'tenancy', 'webhooks'] as const
const restartMs = 100

/**
 * The four processes and one more of webhooks, each restarted when it ends, on servers of their own. What they draw at random
 * (jitter of retries, say) follows from the seed.
 */
export async function startCluster(settings: Record<string, string>, seed: number): Promise<Cluster> {
  const [postgres, redis, nats, gatewayPort, secondPort] = await Promise.all([
    dedicatedServer('postgres'),
    dedicatedServer('redis'),
    dedicatedNats(),
    freePort(),
    freePort(),
  ])
  const urls = services.map((name) => Object.assign(new URL(postgres.url), { pathname: `/plinth_${name}` }).href)
  const [identity = '', tenancy = '', webhooks = ''] = urls
  const operatorKey = makeApiKey('sk_live').key
  const secretsKey = randomBytes(32).toString('base64')
  const plans = await meshParts(
    { database: identity, nats: nats.url, redis: redis.url },
    { secretsKey, operatorKey },
    {
      ...process.env,
      ...testSettings,
      ...settings,
      LOG_LEVEL: 'error',
      PORT: String(gatewayPort),
      IDENTITY_DATABASE_URL: identity,
      TENANCY_DATABASE_URL: tenancy,
      WEBHOOKS_DATABASE_URL: webhooks,
    },
  )
  const webhooksEnv = plans.find(({ name }) => name === 'webhooks')?.env
  const webhooksUrl = `ipv4:${[webhooksEnv?.['RPC_PORT'], secondPort].map((port) => `127.0.0.1:${port}`).join(',')}`
  const named = plans.map(({ name, env }, at) =>
    supervised(name, name, { ...env, RPC_WEBHOOKS_URL: webhooksUrl }, seed + at * seedsEach),
  )
  const secondEnv = { ...webhooksEnv, RPC_PORT: String(secondPort) }
  const second = supervised('webhooks-2', 'webhooks', secondEnv, seed + plans.length * seedsEach)
  const processes = [...named, second]
  const url = `http://127.0.0.1:${gatewayPort}`
  const cluster: Cluster = {
    url,
    operatorKey,
    databases: { identity, tenancy, webhooks },
    settings: { WEBHOOKS_DATABASE_URL: webhooks, SECRETS_KEY: secretsKey },
    victims: [
      ...processes,
      { name: 'postgres', kill: () => postgres.kill(), revive: () => postgres.start(), ...freezing(postgres) },
      { name: 'redis', kill: () => redis.kill(), revive: () => startEmpty(redis), ...freezing(redis) },
      {
        name: 'nats',
        kill: () => nats.kill(),
        revive: async () => {
          await nats.wipe()
          await nats.start()
        },
        ...freezing(nats),
      },
    ],
    untilReady: () => untilReady(url, []),
    output: () => processes.map(({ name, output }) => `── ${name}\n${output().slice(-3_000)}`).join('\n'),
    stop: async () => {
      await Promise.all(processes.map(({ end }) => end()))
      await Promise.all([postgres.stop(), redis.stop(), nats.stop()])
    },
  }
  await cluster.untilReady()
  return cluster
}

// Each start of a process draws other numbers than the one before, and than its neighbours.
const seedsEach = 1_000

/** As an orchestrator does: whatever ends is started again. */
function supervised(name: string, target: string, env: Record<string, string | undefined>, firstSeed: number) {
  let hasEnded = false
  let randomSeed = firstSeed
  let written = ''
  let running: RunningProcess = launch()

  function launch(): RunningProcess {
    // V8 takes 31 bits, and 0 for none.
    const started = plinthStart([`--target=${target}`], env, { randomSeed: (++randomSeed % (2 ** 31 - 1)) + 1 })
    void started.exited.then(async ({ code, signal }) => {
      written = `${written}${started.output()}\n[${name} ended: ${signal ?? code}]\n`.slice(-20_000)
      await wait(restartMs)
      if (!hasEnded) running = launch()
    })
    return started
  }

  return {
    name,
    kill: async () => void (await running.kill('SIGKILL')),
    revive: async () => undefined,
    freeze: async () => running.pause(),
    thaw: async () => running.resume(),
    output: () => written + running.output(),
    end: async () => {
      hasEnded = true
      await running.kill('SIGTERM')
    },
  }
}

const freezing = (server: Pick<DedicatedServer, 'pause' | 'resume'>) => ({
  freeze: () => server.pause(),
  thaw: () => server.resume(),
})

async function startEmpty(redis: DedicatedServer): Promise<void> {
  await redis.start()
  const socket = connect(Number(new URL(redis.url).port), '127.0.0.1')
  socket.write('FLUSHALL\r\n')
  await once(socket, 'data')
  socket.destroy()
}
