import type { Client } from 'pg'
import { cpuUsOf, listenerOf, pidOfPart, postgresCpuUs } from '../load/processes.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'

const parts = ['gateway', 'identity', 'tenancy', 'webhooks'] as const

/** Reads the processor time so far, in µs, of each process of a mesh; `client` is connected to its PostgreSQL. */
export async function processorTimes(
  mesh: MeshPlinth,
  client: Client,
): Promise<Readonly<Record<string, () => number>>> {
  const [{ pid } = { pid: 0 }] = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows
  return {
    ...Object.fromEntries(parts.map((part) => [part, () => cpuUsOf([pidOfPart(mesh.pids, part) ?? 0])])),
    PostgreSQL: () => postgresCpuUs(pid),
    NATS: () => cpuUsOf([listenerOf(mesh.natsUrl)]),
  }
}
