import { randomBytes } from 'node:crypto'
import { testDatabase } from '@plinth/testkit'
import { type DedicatedNats, dedicatedNats, freePort, testServers } from '@plinth/testkit/servers'
import type { Line } from './main.ts'
import { rssMb } from './memory.ts'
import { type Started, startPlinth } from './plinth-process.ts'

const limitMb = 150
const services = ['identity', 'tenancy', 'webhooks'] as const

/** The four parts as four processes on real servers. */
export async function measureAlone(settle: () => Promise<void>): Promise<Line[]> {
  const nats = await dedicatedNats()
  const started: { name: string; run: Started }[] = []
  try {
    for (const { name, env } of await plans(nats))
      started.push({ name, run: await startPlinth([`--target=${name}`], env) })
    await settle()
    return started.flatMap(({ name, run }): Line[] => [
      { what: `${name} alone`, measured: rssMb(run.process.pid), unit: 'MB', limit: limitMb },
      { what: `${name} alone, first start`, measured: run.seconds, unit: 's', limit: undefined },
    ])
  } finally {
    for (const { run } of started.toReversed()) await run.process.kill('SIGTERM')
    await nats.stop()
  }
}

async function plans(nats: DedicatedNats): Promise<{ name: string; env: Record<string, string> }[]> {
  const shared = {
    NATS_URL: nats.url,
    REDIS_URL: await testServers().redis(),
    SECRETS_KEY: randomBytes(32).toString('base64'),
    PORT: String(await freePort()),
  }
  const reached: Record<string, string> = {}
  const made: { name: string; env: Record<string, string> }[] = []
  for (const name of services) {
    const port = String(await freePort())
    const token = { [`RPC_${name.toUpperCase()}_TOKEN`]: randomBytes(32).toString('base64url') }
    Object.assign(reached, token, { [`RPC_${name.toUpperCase()}_URL`]: `ipv4:127.0.0.1:${port}` })
    const database = { [`${name.toUpperCase()}_DATABASE_URL`]: (await testDatabase()).url }
    made.push({ name, env: { ...shared, ...database, ...token, RPC_PORT: port } })
  }
  return [...made, { name: 'gateway', env: { ...shared, ...reached } }]
}
