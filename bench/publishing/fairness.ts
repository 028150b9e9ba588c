import type { MeshPlinth } from '../plinths/plinths.ts'
import type { Effort, Row } from '../report/comparison.ts'
import { type Publisher, publish, publishers } from './publishers.ts'
import { callSteadily, handled, percentile } from './steady.ts'

const quietTenants = 50
const perSecond = 100
// Calls in flight of the tenant that floods, each of as many events as a batch may have.
const floodCalls = 4
const batchSize = 100

/** How long the calls of quiet tenants take beside a tenant that publishes as fast as it can, and without it. */
export async function fairness(mesh: MeshPlinth, { passes, seconds }: Effort): Promise<Row> {
  const [flooding, ...quiet] = await publishers(mesh, quietTenants + 1, 'http://127.0.0.1:65000/later', [3_600])
  if (flooding === undefined) throw new Error('there is no publisher')
  const calls = Math.max(10, Math.round(perSecond * seconds * 2))
  const quietP99 = async () =>
    percentile(
      await callSteadily(mesh.url, {
        ...{ perSecond, calls },
        requestOf: (at) => publish(quiet[at % quiet.length] as Publisher),
      }),
      0.99,
    )
  await quietP99()
  const [ours, alone]: number[][] = [[], []]
  for (let pass = 0; pass < passes; pass++) {
    alone?.push(await quietP99())
    const end = flood(mesh.url, flooding)
    try {
      ours?.push(await quietP99())
    } finally {
      await end()
    }
  }
  return {
    what: `${quietTenants} tenants publish beside one that floods, p99`,
    unit: 'ms',
    ours: ours ?? [],
    floor: { name: 'without it', figures: alone ?? [] },
    goal: { atMost: 1.25 },
    failed: 0,
  }
}

/** Publishes without a pause until the end is called, which rejects if a call failed. */
export function flood(url: string, publisher: Publisher): () => Promise<void> {
  let isOver = false
  const { body = '', path, ...options } = publish(publisher)
  const events = `{"events":[${Array(batchSize).fill(body).join(',')}]}`
  const one = async () => {
    while (!isOver) {
      const answer = await fetch(`${url}${path}/batch`, { ...options, body: events })
      const text = await answer.text()
      if (answer.status !== 202) throw new Error(`${answer.status} ${text}`)
    }
  }
  const running = Array.from({ length: floodCalls }, () => handled(one()))
  return async () => {
    isOver = true
    await Promise.all(running)
  }
}
