import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cached } from './cached.ts'

describe('a cached count', () => {
  it('is shared by all who ask while it is fresh, and while it is counted', async () => {
    let counts = 0
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const read = cached(async () => {
      counts++
      await gate
      return counts
    }, 60_000)
    const first = [read(), read()]
    open()
    assert.deepEqual(await Promise.all(first), [1, 1])
    assert.equal(await read(), 1)
  })

  it('is counted again when it is old', async () => {
    let counts = 0
    const read = cached(async () => ++counts, 0)
    await read()
    while (counts < 2) await read()
    assert.equal(counts, 2)
  })

  it('is kept twenty times as long as it took, since it was begun', async (context) => {
    let [nowMs, counts] = [0, 0]
    context.mock.method(performance, 'now', () => nowMs)
    const read = cached(async () => {
      nowMs += 1_000
      return ++counts
    }, 5_000)
    assert.equal(await read(), 1)
    nowMs = 19_999
    assert.equal(await read(), 1)
    nowMs = 20_000
    assert.equal(await read(), 2)
  })

  it('that failed is counted again five times as long as it took after its begin, and is a failure until then', async (context) => {
    let [nowMs, counts] = [0, 0]
    context.mock.method(performance, 'now', () => nowMs)
    const read = cached(async () => {
      nowMs += 10_000
      if (++counts === 1) throw new Error('not now')
      return counts
    }, 60_000)
    await assert.rejects(read(), /not now/)
    nowMs = 49_999
    await assert.rejects(read(), /not now/)
    assert.equal(counts, 1)
    nowMs = 50_000
    assert.equal(await read(), 2)
  })

  it('that failed in no time is counted again at once', async (context) => {
    let counts = 0
    context.mock.method(performance, 'now', () => 0)
    const read = cached(async () => {
      if (++counts === 1) throw new Error('not now')
      return counts
    }, 60_000)
    await assert.rejects(read(), /not now/)
    assert.equal(await read(), 2)
  })
})
