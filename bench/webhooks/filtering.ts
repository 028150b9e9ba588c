import type { MeshPlinth } from '../plinths/plinths.ts'
import { compare, type Effort, type Row } from '../report/comparison.ts'
import { healthyWorkspaces, startHarness } from './harness.ts'
import { longer } from './longer.ts'
import { throughput } from './throughput.ts'

const attribute = (name: string) => `object.attributes.${name}`

/** Ten conditions, which every event of the bench meets. */
const filter = {
  [attribute('at')]: { $gt: 0, $lt: 1e15, $neq: 5, $exists: true },
  [attribute('text')]: { $startsWith: 'x', $nin: ['y', 'z'] },
  [attribute('missing')]: { $exists: false },
  'object.type': { $in: ['user', 'workspace'], $startsWith: 'work', $endsWith: 'space' },
}

/** Deliveries to endpoints with a filter, beside those to endpoints without one. */
export async function filtering(mesh: MeshPlinth, endpoints: number, effort: Effort): Promise<Row[]> {
  const harness = await startHarness(mesh)
  try {
    const [all, some] = [
      await healthyWorkspaces(harness, endpoints),
      await healthyWorkspaces(harness, endpoints, JSON.stringify(filter)),
    ]
    const floor = { ...throughput(harness, all), name: 'the same without a filter' }
    const ours = { ...throughput(harness, some), name: 'filters of 10 conditions' }
    const comparison = { what: 'deliveries, filters of 10 conditions', ours, floor, goal: { atLeast: 0.9 } }
    return await compare([comparison], longer(effort))
  } finally {
    await harness.stop()
  }
}
