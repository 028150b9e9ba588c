import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort, type RunningProcess, runProcess } from '@plinth/testkit'

export type Changes = Partial<
  Record<'quantum' | 'slowLaneShare' | 'windowMin' | 'resultBatchMax' | 'resultGatherMs', number>
>

/** One webhooks process. */
export interface Dispatcher {
  readonly pid: number
  readonly rpcPort: number
  /** The sum of a metric over its labels. */
  metric(name: string): Promise<number>
  residentMb(): Promise<number>
  stop(): Promise<unknown>
}

export const rpcToken = randomBytes(24).toString('base64url')

const plinth = fileURLToPath(new URL('../../app/bin/plinth.mjs', import.meta.url))
const tuned = fileURLToPath(new URL('service.ts', import.meta.url))

/** Starts the service on these servers and waits until it is ready; with changes to its tuning: an ablation. */
export async function startDispatcher(
  servers: { databaseUrl: string; natsUrl: string; redisUrl: string; secretsKey: string },
  changes?: Changes,
  settings: Record<string, string> = {},
): Promise<Dispatcher> {
  const [rpcPort, managementPort] = [await freePort(), await freePort()]
  const env = {
    WEBHOOKS_DATABASE_URL: servers.databaseUrl,
    NATS_URL: servers.natsUrl,
    // Nobody limits here, but several processes may share a database only with it.
    REDIS_URL: servers.redisUrl,
    SECRETS_KEY: servers.secretsKey,
    RPC_WEBHOOKS_TOKEN: rpcToken,
    RPC_PORT: String(rpcPort),
    MANAGEMENT_PORT: String(managementPort),
    WEBHOOKS_ALLOW_HTTP: 'true',
    WEBHOOKS_ALLOWED_CIDRS: '127.0.0.0/8',
    WEBHOOKS_PER_HOST_MAX: '2000',
    WEBHOOKS_ENDPOINTS_MAX: '1000',
    LOG_LEVEL: 'error',
    DRAIN_DELAY_MS: '0',
    ...settings,
  }
  const running =
    changes === undefined
      ? runProcess(plinth, ['start', '--target=webhooks'], { env })
      : runProcess(tuned, [], { env: { ...env, BENCH_TUNING: JSON.stringify(changes) } })
  await untilReady(running, managementPort)
  const metric = async (name: string) => {
    const text = await (await fetch(`http://127.0.0.1:${managementPort}/metrics`)).text()
    const lines = [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)`, 'gm'))]
    return lines.reduce((sum, [, value]) => sum + Number(value), 0)
  }
  return {
    pid: running.pid,
    rpcPort,
    metric,
    residentMb: async () => Math.round((await metric('process_resident_memory_bytes')) / 1e6),
    stop: () => running.kill('SIGTERM'),
  }
}

async function untilReady(running: RunningProcess, managementPort: number): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await wait(100)) {
    const answer = await fetch(`http://127.0.0.1:${managementPort}/readyz`).catch(() => undefined)
    if (answer?.ok) return
  }
  throw new Error(`the webhooks service did not become ready:\n${running.output().slice(-2_000)}`)
}
