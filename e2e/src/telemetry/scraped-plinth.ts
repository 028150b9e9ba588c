import type { PartName } from '@plinth/kit/part'
import { freePort } from '@plinth/testkit'
import { startMesh } from '../mesh.ts'
import { startOneProcess } from '../one-process.ts'
import type { Topology } from '../topology.ts'
import { type MetricFamily, scrape } from './scrape.ts'

export interface ScrapedPlinth {
  plinth: Topology
  /** By process; the metrics of all of them. */
  scrapeAll(): Promise<ReadonlyMap<string, ReadonlyMap<string, MetricFamily>>>
}

const parts: readonly PartName[] = ['gateway', 'identity', 'tenancy', 'webhooks']

/** Both topologies with their management ports on, and nothing of OpenTelemetry. */
export const scrapedPlinths: readonly { name: string; start: () => Promise<ScrapedPlinth> }[] = [
  {
    name: 'in one process',
    async start() {
      const port = await freePort()
      const plinth = await startOneProcess({ MANAGEMENT_PORT: String(port) })
      return { plinth, scrapeAll: () => scrapeEach(new Map([['plinth', port]])) }
    },
  },
  {
    name: 'as four processes',
    async start() {
      const ports = new Map(await Promise.all(parts.map(async (part) => [part, await freePort()] as const)))
      const envs = parts.map((part) => [part, { MANAGEMENT_PORT: String(ports.get(part)) }])
      const plinth = await startMesh({ partEnvs: Object.fromEntries(envs) })
      return { plinth, scrapeAll: () => scrapeEach(ports) }
    },
  },
]

async function scrapeEach(ports: ReadonlyMap<string, number>) {
  const scraped = [...ports].map(async ([name, port]) => [name, await scrape(`http://127.0.0.1:${port}`)] as const)
  return new Map(await Promise.all(scraped))
}
