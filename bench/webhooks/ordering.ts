import { make } from '@plinth/testkit'
import type { Variant } from '../load/variant.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import { compare, type Effort, type Row } from '../report/comparison.ts'
import { type Harness, startHarness, workspaceWith } from './harness.ts'
import { longer } from './longer.ts'
import { whileFed } from './throughput.ts'

const keysCount = 1_000

/** One endpoint with 1,000 ordering keys, of which the receiver fails one in a hundred: the deliveries of the others, and without an order. */
export async function ordering(mesh: MeshPlinth, effort: Effort): Promise<Row[]> {
  const harness = await startHarness(mesh)
  try {
    const what = `deliveries in ${keysCount.toLocaleString('en')} ordering keys, 1 % failing`
    const comparison = { what, ours: keyed(harness, 'key'), floor: keyed(harness, 'none'), goal: { atLeast: 0.8 } }
    return await compare([comparison], longer(effort))
  } finally {
    await harness.stop()
  }
}

const keyed = (harness: Harness, order: 'none' | 'key'): Variant => ({
  name: order === 'key' ? 'in order within keys' : 'the same without an order',
  measure: async (seconds) => {
    const { workspaceId, endpointId } = await workspaceWith(harness, `${harness.receiverUrl}/keys`, order)
    const { emitted: _emitted, ...figures } = await whileFed(harness, seconds, (count, from) =>
      emitToKeys(harness, workspaceId, { count, from }),
    )
    // Ends the deliveries that are left for the failing keys.
    await harness.endpoints.deleteEndpoint({ id: endpointId }, { context: make.context({ workspaceId }) })
    return figures
  },
})

/** Events of the keys in turn, committed in one transaction. */
async function emitToKeys(
  { source }: Harness,
  workspaceId: string,
  { count, from }: { count: number; from: number },
): Promise<void> {
  await source.transaction(async (tx) => {
    for (let at = from; at < from + count; at++) {
      const id = `key_${String(1 + (at % keysCount)).padStart(4, '0')}`
      const attributes = { text: 'x'.repeat(400) }
      tx.emit({
        type: 'workspace.updated',
        workspaceId,
        objectId: id,
        objectType: 'workspace',
        attributes,
        consumers: ['webhooks'],
      })
    }
  })
}
