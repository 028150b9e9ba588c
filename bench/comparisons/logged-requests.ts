import { freePort } from '@plinth/testkit'
import { untilReady } from '../../e2e/src/topology.ts'
import { httpVariant, prepared, type Server } from '../load/variant.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import type { Subject } from '../plinths/subject.ts'
import { compare, type Effort, type Row } from '../report/comparison.ts'

/**
 * A read and a keyed write at a gateway with the request log as shipped, and the same at one without it: two gateways of the mesh, as
 * old as each other, which end afterwards.
 * @param settle Waits until a gateway has reported its calls, before each measurement.
 */
export async function loggedRequests(
  plinth: MeshPlinth,
  mesh: Subject,
  { connections, settle }: { connections: number; settle: () => Promise<void> },
  effort: Effort,
): Promise<Row[]> {
  const gateways = await Promise.all([startGateway(plinth, 'changes'), startGateway(plinth, 'off')])
  const [on, off] = gateways
  const kinds = [
    { call: 'GET /workspaces/{id}', load: { connections, requests: mesh.reads() }, goal: { goal: { atLeast: 0.98 } } },
    {
      call: 'PATCH /workspaces/{id}',
      load: { connections, isIdempotent: true, isSpread: true, requests: mesh.renames },
      goal: {},
    },
  ]
  const rows = await compare(
    kinds.map(({ call, load, goal }) => ({
      what: `${call} with the request log, ${mesh.name}, ${connections} connections`,
      ours: prepared(httpVariant(`${call}, logged`, on, load), settle),
      floor: prepared(httpVariant('without it', off, load), settle),
      ...goal,
    })),
    effort,
  )
  await Promise.all(gateways.map(({ stop }) => stop()))
  return rows
}

async function startGateway(
  plinth: MeshPlinth,
  level: 'changes' | 'off',
): Promise<Server & { stop: () => Promise<unknown> }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running = plinth.another('gateway', { GATEWAY_REQUEST_LOG: level, PORT: String(port) })
  await untilReady(url, [running])
  return { url, pids: [...plinth.pids, running.pid], stop: () => running.kill('SIGTERM') }
}
