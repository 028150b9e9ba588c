import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { api } from '../../e2e/src/api.ts'
import { created, newTenant, type Tenant } from '../../e2e/src/tenant.ts'
import { pidOfPart, rssMb } from '../load/processes.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import { arrivals } from '../publishing/first-byte.ts'
import { percentile } from '../publishing/steady.ts'
import type { Effort, Row } from '../report/comparison.ts'
import { emit } from './emit.ts'
import { type Harness, startHarness } from './harness.ts'

const plinthCommand = fileURLToPath(new URL('../../app/bin/plinth.mjs', import.meta.url))
// As many as both may have.
const [streamsPerKey, keysPerTenant] = [10, 10]

/** `plinth listen` on a mesh that does nothing else, and what streams without an event cost the gateway. */
export async function streams(mesh: MeshPlinth, { seconds }: Effort): Promise<Row[]> {
  const isSmall = seconds < 1
  const tenant = await newTenant(mesh, { tier: 'enterprise' })
  const harness = await startHarness(mesh)
  try {
    const latencies = await listened(mesh, harness, tenant, isSmall ? 5 : 200)
    const count = isSmall ? streamsPerKey : 500
    const costMb = await idleStreams(mesh, count)
    const row = (what: string, unit: 'ms' | 'MB', figure: number, atMost?: number): Row => ({
      // A collection beside it may free more than streams take.
      ...{ what, unit, ours: [Math.max(figure, 0.1)], failed: 0 },
      ...(atMost === undefined ? {} : { goal: { atMost } }),
    })
    return [
      row('commit to POST by plinth listen, idle, p50', 'ms', percentile(latencies, 0.5)),
      row('commit to POST by plinth listen, idle, p95', 'ms', percentile(latencies, 0.95), 500),
      row(`memory of ${count} idle streams in the gateway`, 'MB', costMb, 50),
    ]
  } finally {
    await harness.stop()
  }
}

/** From the commit of each event to its POST by a `plinth listen`, in ms. */
async function listened(mesh: MeshPlinth, harness: Harness, tenant: Tenant, count: number): Promise<number[]> {
  const home = mkdtempSync(join(tmpdir(), 'plinth-bench-listen-'))
  const listener = spawn(
    process.execPath,
    [plinthCommand, 'listen', '--events', 'workspace.updated', '--forward-to', `${harness.receiverUrl}/ok`],
    {
      env: { PATH: process.env['PATH'], HOME: home, PLINTH_URL: mesh.url, PLINTH_API_KEY: tenant.key },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  listener.stdout.resume()
  listener.stderr.resume()
  const workspace = [{ workspaceId: tenant.workspace.id, endpointId: '' }]
  try {
    // Until the first one comes: then it is there.
    for (let seen = 0; seen === 0; ) {
      await emit(harness, workspace, 1)
      seen = (await arrivals(harness.receiverUrl, 1, 1_000).catch(() => [])).length
    }
    await wait(1_000)
    await arrivals(harness.receiverUrl, 0, 0)
    for (let n = 0; n < count; n++) {
      await emit(harness, workspace, 1)
      await wait(150)
    }
    return await arrivals(harness.receiverUrl, count, 60_000)
  } finally {
    listener.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
  }
}

/** Resident memory that so many streams add to the gateway, in MB. */
async function idleStreams(mesh: MeshPlinth, count: number): Promise<number> {
  const gateway = pidOfPart(mesh.pids, 'gateway') ?? 0
  const keys: string[] = []
  while (keys.length * streamsPerKey < count) keys.push(...(await tenantKeys(mesh)))
  const stop = new AbortController()
  const before = rssMb(gateway)
  try {
    for (let n = 0; n < count; n++) {
      const headers = { authorization: `Bearer ${keys[Math.floor(n / streamsPerKey)]}` }
      const response = await fetch(`${mesh.url}/api/v1/events/stream`, { headers, signal: stop.signal })
      if (response.status !== 200) throw new Error(`a stream was answered ${response.status}: ${await response.text()}`)
      void response.body?.pipeTo(new WritableStream()).catch(() => undefined)
    }
    await wait(count > streamsPerKey ? 20_000 : 100)
    return rssMb(gateway) - before
  } finally {
    stop.abort()
  }
}

/** The keys of a new tenant, as many as it may have. */
async function tenantKeys(mesh: MeshPlinth): Promise<string[]> {
  const { user, workspace, key } = await newTenant(mesh, { tier: 'enterprise' })
  const operator = api(mesh.url, mesh.operatorKey)
  const keys = [key]
  while (keys.length < keysPerTenant) {
    const fields = { name: 'Stream', user_id: user.id, scopes: ['read:webhooks'] }
    keys.push(String(created(await operator.post('/api-keys', fields, { workspace: workspace.id }))['key']))
  }
  return keys
}
