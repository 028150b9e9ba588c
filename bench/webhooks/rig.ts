import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { type Bus, jetStreamBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase, startRelay } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { type Client, rpcDialer, rpcHost } from '@plinth/kit/rpc'
import { EndpointsServiceService } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { dedicatedNats, dedicatedServer, freePort, make, type RunningProcess, runProcess } from '@plinth/testkit'

/** The webhooks service as it is deployed, its servers, and a receiver beside it: each a process of its own. */
export interface Rig {
  database: Database
  receiverUrl: string
  /** A port that nobody answers. */
  deadUrl: string
  endpoints: Client<typeof EndpointsServiceService>
  /** One more dispatcher. */
  addDispatcher(): Promise<void>
  /** Resident memory of the first dispatcher, in MB. */
  residentMb(): Promise<number>
  stop(): Promise<void>
}

const plinth = fileURLToPath(new URL('../../app/bin/plinth.mjs', import.meta.url))
const log = openLog({ level: 'error', name: 'bench' })
const clock = new SystemClock()

export async function startRig(): Promise<Rig> {
  const [postgres, nats, deadPort] = await Promise.all([dedicatedServer('postgres'), dedicatedNats(), freePort()])
  const url = Object.assign(new URL(postgres.url), { pathname: '/plinth_webhooks' }).href
  const token = randomBytes(24).toString('base64url')
  const shared = {
    WEBHOOKS_DATABASE_URL: url,
    NATS_URL: nats.url,
    SECRETS_KEY: randomBytes(32).toString('base64'),
    RPC_TOKEN: token,
    WEBHOOKS_ALLOW_HTTP: 'true',
    WEBHOOKS_ALLOWED_CIDRS: '127.0.0.0/8',
    LOG_LEVEL: 'error',
    DRAIN_DELAY_MS: '0',
  }
  const receiver = runProcess(fileURLToPath(new URL('receiver.ts', import.meta.url)))
  const dispatchers: RunningProcess[] = []
  const launch = async (port: number, managementPort: number) => {
    const env = { ...shared, RPC_PORT: String(port), MANAGEMENT_PORT: String(managementPort) }
    dispatchers.push(runProcess(plinth, ['start', '--target=webhooks'], { env }))
    await untilReady(managementPort)
  }
  const [port, managementPort] = [await freePort(), await freePort()]
  await launch(port, managementPort)
  const host = rpcHost({ log })
  const dialer = rpcDialer({
    host,
    addresses: { webhooks: `ipv4:127.0.0.1:${port}` },
    security: { kind: 'token', token },
    exchange: true,
    log,
  })
  const database = openDatabase({ url, poolMax: 8, clock, log })
  const bus: Bus = await jetStreamBus({ url: nats.url, name: 'bench', log })
  const relay = startRelay({ database, bus, clock, log })
  const [, receiverPort] = await receiver.line(/listening (\d+)/)
  return {
    database,
    receiverUrl: `http://127.0.0.1:${receiverPort}`,
    deadUrl: `http://127.0.0.1:${deadPort}`,
    endpoints: dialer.dial('webhooks', EndpointsServiceService),
    addDispatcher: async () => launch(await freePort(), await freePort()),
    residentMb: async () => {
      const text = await (await fetch(`http://127.0.0.1:${managementPort}/metrics`)).text()
      return Math.round(Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 1e6)
    },
    stop: async () => {
      await relay.stop()
      await bus.close()
      await dialer.close()
      await host.close()
      await database.close()
      await Promise.all([receiver, ...dispatchers].map((running) => running.kill('SIGTERM')))
      await Promise.all([postgres.stop(), nats.stop()])
    },
  }
}

/** A workspace with endpoints at these URLs; answers its context. */
export async function workspaceWith(rig: Rig, urls: readonly string[]) {
  const context = make.context()
  for (const url of urls) {
    const request = { url, events: ['workspace.updated'], secret: '', description: '', headers: {} }
    await rig.endpoints.createEndpoint({ ...request, retryScheduleSeconds: [0, 1, 2, 4, 8] }, { context })
  }
  return context
}

async function untilReady(managementPort: number): Promise<void> {
  const until = Date.now() + 60_000
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${managementPort}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    if (Date.now() > until) throw new Error('the webhooks service did not become ready')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
