import { randomBytes } from 'node:crypto'
import { makeApiKey } from '@plinth/kit/api-key-format'
import type { PartName } from '@plinth/kit/part'
import { dedicatedNats, freePort, type RunningProcess, testDatabase, testServers } from '@plinth/testkit'
import { meshParts } from '../../scripts/mesh/parts.ts'
import { plinthStart, type Topology, testSettings, untilReady } from './topology.ts'

/** Four processes on real servers, told exactly what `npm run mesh` tells them. */
export async function startMesh(): Promise<Topology> {
  const servers = testServers()
  const [redis, nats, port] = await Promise.all([servers.redis(), dedicatedNats(), freePort()])
  const databases = await Promise.all(['identity', 'tenancy', 'webhooks'].map(() => testDatabase()))
  const [identity, tenancy, webhooks] = databases.map((database) => database.url)
  const url = `http://127.0.0.1:${port}`
  const operatorKey = makeApiKey('op_live').key
  const plans = await meshParts(
    { database: identity ?? '', nats: nats.url, redis },
    { secretsKey: randomBytes(32).toString('base64'), operatorKey },
    {
      ...process.env,
      ...testSettings,
      PORT: String(port),
      IDENTITY_DATABASE_URL: identity,
      TENANCY_DATABASE_URL: tenancy,
      WEBHOOKS_DATABASE_URL: webhooks,
    },
  )
  const processes = new Map<PartName, RunningProcess>()
  const launch = (part: PartName) => {
    const plan = plans.find(({ name }) => name === part)
    processes.set(part, plinthStart([`--target=${part}`], plan?.env ?? {}))
  }
  for (const { name } of plans) launch(name)
  await untilReady(url, [...processes.values()])
  return {
    url,
    operatorKey,
    kill: async (part) => void (await processes.get(part)?.kill('SIGKILL')),
    start: async (part) => {
      launch(part)
      await untilReady(url, [...processes.values()])
    },
    broker: nats,
    stop: async () => {
      await Promise.all([...processes.values()].map((running) => running.kill('SIGTERM')))
      await nats.stop()
      await Promise.all(databases.map((database) => database.drop()))
    },
  }
}
