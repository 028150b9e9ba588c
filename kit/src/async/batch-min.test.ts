import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type BatcherOptions, batcher } from './batcher.ts'

const tick = () => new Promise(setImmediate)

/** Batches of words that wait until they are let go. */
function scene(limits: BatcherOptions<string>) {
  const batches: { words: readonly string[]; letGo: () => void }[] = []
  const ask = batcher((words: readonly string[]) => {
    const { promise, resolve } = Promise.withResolvers<readonly string[]>()
    batches.push({ words, letGo: () => resolve(words) })
    return promise
  }, limits)
  return { ask, batches, seen: () => batches.map(({ words }) => words) }
}

describe('a batcher with batchMin', () => {
  it('begins no small batch beside others, and any when none runs', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const { ask, batches, seen } = scene({ batchesMax: 3, batchMin: (running) => running + 1 })
    const all = [ask('a1')]
    await tick()
    all.push(ask('b1'))
    await tick()
    assert.deepEqual(seen(), [['a1']], 'one waits, and a batch beside another needs two')
    all.push(ask('c1'))
    await tick()
    all.push(ask('d1'), ask('e1'))
    await tick()
    assert.deepEqual(seen(), [['a1'], ['b1', 'c1']], 'two wait, and a third batch needs three')
    for (const batch of batches.splice(0)) batch.letGo()
    await tick()
    await tick()
    assert.deepEqual(seen(), [['d1', 'e1']])
    batches[0]?.letGo()
    assert.equal((await Promise.all(all)).length, 5)
  })

  for (const [ms, limits] of [
    [50, {}],
    [3, { gatherMsMax: 3 }],
  ] as const)
    it(`begins a small batch beside others after ${ms} ms`, async (t) => {
      t.mock.timers.enable({ apis: ['setTimeout'] })
      const { ask, batches, seen } = scene({ ...limits, batchesMax: 3, batchMin: (running) => running * 2 })
      const all = [ask('a1')]
      await tick()
      all.push(ask('b1'))
      await tick()
      t.mock.timers.tick(ms - 1)
      await tick()
      assert.deepEqual(seen(), [['a1']])
      t.mock.timers.tick(1)
      await tick()
      assert.deepEqual(seen(), [['a1'], ['b1']])
      all.push(ask('c1'), ask('d1'))
      await tick()
      t.mock.timers.tick(ms)
      await tick()
      assert.deepEqual(seen(), [['a1'], ['b1'], ['c1', 'd1']], 'each waits as long, whatever waited before it')
      for (const batch of batches) batch.letGo()
      assert.equal((await Promise.all(all)).length, 4)
    })
})
