import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BatchWriter } from './batch-writer.ts'

const tick = () => new Promise((resolve) => setImmediate(resolve))

function recorder(batchBytesMax = 100) {
  const batches: number[][] = []
  let accepts = true
  const writer = new BatchWriter<{ id: number; bytes: number }>({
    batchBytesMax,
    write: (frames) => {
      batches.push(frames.map(({ id }) => id))
      return accepts
    },
  })
  const push = (...ids: number[]) => {
    for (const id of ids) writer.push({ id, bytes: 40 })
  }
  return { writer, batches, push, accept: (does: boolean) => (accepts = does) }
}

describe('the batch writer', () => {
  it('gathers what one tick brings, in its order', async () => {
    const { push, batches } = recorder()
    push(1, 2)
    await tick()
    push(3)
    await tick()
    assert.deepEqual(batches, [[1, 2], [3]])
  })

  it('closes a message at its size, and lets a single larger frame pass alone', async () => {
    const { writer, push, batches } = recorder()
    push(1, 2, 3)
    writer.push({ id: 4, bytes: 500 })
    push(5)
    await tick()
    assert.deepEqual(batches, [[1, 2], [3], [4], [5]])
    assert.equal(writer.bytesQueued, 0)
  })

  it('keeps what the other side does not take, until it does', async () => {
    const { writer, push, batches, accept } = recorder()
    accept(false)
    push(1, 2, 3)
    await tick()
    assert.deepEqual(batches, [[1, 2]])
    assert.equal(writer.bytesQueued, 40)
    accept(true)
    writer.resume()
    assert.deepEqual(batches, [[1, 2], [3]])
  })

  it('hands back what was not written when it stops', async () => {
    const { writer, push, batches } = recorder()
    push(1, 2)
    assert.deepEqual(
      writer.stop().map(({ id }) => id),
      [1, 2],
    )
    await tick()
    writer.resume()
    push(3)
    await tick()
    assert.deepEqual(batches, [])
  })
})
