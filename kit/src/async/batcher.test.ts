import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { type BatcherOptions, batcher } from './batcher.ts'

const tick = () => new Promise(setImmediate)

/** Batches of words, the key being the first letter; each batch waits until it is let go. */
function keyedScene(limits: Partial<BatcherOptions<string>> = {}) {
  const batches: { words: readonly string[]; letGo: (err?: Error) => void }[] = []
  const ask = batcher(
    (words: readonly string[]) =>
      new Promise<string[]>((resolve, reject) => {
        const answers = words.map((word) => word.toUpperCase())
        batches.push({ words, letGo: (err) => (err === undefined ? resolve(answers) : reject(err)) })
      }),
    {
      keyOf: (word) => word.slice(0, 1),
      ...{ batchMax: 3, batchesMax: 2, waitingMax: 100, crowded: () => new Error('crowded') },
      ...limits,
    },
  )
  return { ask, batches, seen: () => batches.map(({ words }) => words) }
}

describe('a batcher with keys', () => {
  it('gathers what comes in one tick, and hands each its own', async () => {
    const { ask, batches, seen } = keyedScene()
    const answers = Promise.all([ask('a1'), ask('b1'), ask('a2')])
    await tick()
    assert.deepEqual(seen(), [['a1', 'b1', 'a2']])
    batches[0]?.letGo()
    assert.deepEqual(await answers, ['A1', 'B1', 'A2'])
  })

  it('takes from keys in turns: many items of one keep no other waiting longer than a batch that has begun', async () => {
    const { ask, batches, seen } = keyedScene({ batchesMax: 1 })
    const all = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'b1', 'b2', 'b3', 'b4'].map(ask)
    await tick()
    all.push(ask('c1'))
    for (let at = 0; at < 4; at++) {
      batches[at]?.letGo()
      await tick()
      await tick()
    }
    assert.deepEqual(seen(), [
      ['a1', 'b1', 'a2'],
      ['a3', 'b2', 'c1'],
      ['a4', 'b3', 'a5'],
      ['a6', 'b4'],
    ])
    assert.equal((await Promise.all(all)).length, 11)
  })

  it('has so many items of each key in a batch with other keys', async () => {
    const { ask, batches, seen } = keyedScene({ batchesMax: 1, sharedMax: 1 })
    const all = Promise.all(['a1', 'a2', 'b1', 'a3', 'a4', 'a5'].map(ask))
    for (let at = 0; at < 3; at++) {
      await tick()
      await tick()
      batches[at]?.letGo()
    }
    assert.equal((await all).length, 6)
    assert.deepEqual(seen(), [['a1', 'b1'], ['a2', 'a3', 'a4'], ['a5']])
  })

  it('never has a key in two batches at once: it gathers in its order for the next batch', async () => {
    const { ask, batches, seen } = keyedScene()
    const first = ask('a1')
    await tick()
    const rest = [ask('a2'), ask('b1'), ask('a3')]
    await tick()
    assert.deepEqual(seen(), [['a1'], ['b1']])
    batches[0]?.letGo()
    assert.equal(await first, 'A1')
    await tick()
    assert.deepEqual(seen(), [['a1'], ['b1'], ['a2', 'a3']])
    for (const { letGo } of batches) letGo()
    assert.deepEqual(await Promise.all(rest), ['A2', 'B1', 'A3'])
  })

  it('bounds batches', async () => {
    const { ask, batches, seen } = keyedScene({ batchesMax: 1 })
    const all = Promise.all(['a1', 'a2', 'a3', 'a4', 'b1'].map(ask))
    await tick()
    batches[0]?.letGo()
    await tick()
    await tick()
    assert.deepEqual(seen(), [
      ['a1', 'b1', 'a2'],
      ['a3', 'a4'],
    ])
    batches[1]?.letGo()
    assert.equal((await all).length, 5)
  })

  it('bounds the weight of a batch, except of an item alone', async () => {
    const weightOf = (word: string) => word.length
    const { ask, batches, seen } = keyedScene({ batchesMax: 1, weightOf, weightMax: 6 })
    const all = Promise.all(['a1', 'a2', 'b345', 'c1', 'd2345678', 'd1'].map(ask))
    for (let at = 0; at < 4; at++) {
      await tick()
      await tick()
      batches[at]?.letGo()
    }
    assert.equal((await all).length, 6)
    assert.deepEqual(seen(), [['a1', 'b345'], ['c1'], ['d2345678'], ['a2', 'd1']])
  })

  it('has one key in a batch where keys are alone', async () => {
    const { ask, batches, seen } = keyedScene({ batchesMax: 1, isKeyAlone: true })
    const all = Promise.all(['a1', 'b1', 'a2', 'b2'].map(ask))
    await tick()
    assert.deepEqual(seen(), [['a1', 'a2']])
    batches[0]?.letGo()
    await tick()
    await tick()
    assert.deepEqual(seen(), [
      ['a1', 'a2'],
      ['b1', 'b2'],
    ])
    batches[1]?.letGo()
    assert.deepEqual(await all, ['A1', 'B1', 'A2', 'B2'])
  })

  it('fails only the batch that failed, and goes on', async () => {
    const { ask, batches } = keyedScene()
    const failing = assert.rejects(ask('a1'), /no/)
    await tick()
    const next = ask('a2')
    batches[0]?.letGo(new Error('no'))
    await failing
    await tick()
    batches[1]?.letGo()
    assert.equal(await next, 'A2')
  })

  it('refuses what would wait behind too many', async () => {
    const { ask, batches } = keyedScene({ waitingMax: 2 })
    const both = Promise.all([ask('a1'), ask('a2')])
    await assert.rejects(ask('a3'), /crowded/)
    await tick()
    batches[0]?.letGo()
    assert.deepEqual(await both, ['A1', 'A2'])
  })

  it('SERVICE_UNAVAILABLE for a batch that never ends, and the next one runs', async () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    try {
      const { ask, batches, seen } = keyedScene({ batchesMax: 1 })
      const first = assert.rejects(ask('a1'), { code: 'SERVICE_UNAVAILABLE' })
      await tick()
      const second = ask('a2')
      mock.timers.tick(60_000)
      await first
      await tick()
      assert.deepEqual(seen(), [['a1'], ['a2']])
      batches[1]?.letGo()
      assert.equal(await second, 'A2')
    } finally {
      mock.timers.reset()
    }
  })
})

describe('a batcher without keys', () => {
  it('asks once for what is wanted in one tick, and hands each its own', async () => {
    const asked: (readonly number[])[] = []
    const double = batcher(async (keys: readonly number[]) => {
      asked.push(keys)
      return keys.map((key) => key * 2)
    })
    assert.deepEqual(await Promise.all([double(1), double(2), double(1)]), [2, 4, 2])
    assert.equal(await double(5), 10)
    assert.deepEqual(asked, [[1, 2, 1], [5]])
  })

  it('never lets a call join a question that was sent', async () => {
    const gates: (() => void)[] = []
    const load = batcher(async (keys: readonly string[]) => {
      await new Promise<void>((open) => gates.push(open))
      return keys
    })
    const first = load('a')
    await new Promise(setImmediate)
    const second = load('a')
    await new Promise(setImmediate)
    assert.equal(gates.length, 2)
    for (const open of gates) open()
    assert.deepEqual(await Promise.all([first, second]), ['a', 'a'])
  })

  it('gathers while as many questions are on their way as may be', async () => {
    const asked: (readonly string[])[] = []
    const gates: (() => void)[] = []
    const load = batcher(
      async (keys: readonly string[]) => {
        asked.push(keys)
        await new Promise<void>((open) => gates.push(open))
        return keys
      },
      { batchesMax: 1 },
    )
    const answers = [load('a')]
    await new Promise(setImmediate)
    answers.push(load('b'))
    await new Promise(setImmediate)
    answers.push(load('c'))
    await new Promise(setImmediate)
    assert.deepEqual(asked, [['a']])
    gates[0]?.()
    while (gates.length < 2) await new Promise(setImmediate)
    gates[1]?.()
    assert.deepEqual(await Promise.all(answers), ['a', 'b', 'c'])
    assert.deepEqual(asked, [['a'], ['b', 'c']])
  })

  it('refuses what would gather beyond what may wait, and takes in more once it was sent', async () => {
    const { promise: opened, resolve: open } = Promise.withResolvers<void>()
    const load = batcher(
      async (keys: readonly string[]) => {
        await opened
        return keys
      },
      { batchesMax: 1, waitingMax: 2 },
    )
    const first = load('a')
    await new Promise(setImmediate)
    const gathered = [load('b'), load('c')]
    await assert.rejects(load('d'), { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 })
    open()
    assert.deepEqual(await Promise.all([first, ...gathered]), ['a', 'b', 'c'])
    assert.equal(await load('d'), 'd')
  })

  it('splits what is more than a batch, and fails only its own batch', async () => {
    const load = batcher(
      async (keys: readonly number[]) => {
        if (keys.includes(3)) throw new Error('no')
        return keys
      },
      { batchMax: 2 },
    )
    const results = await Promise.allSettled([load(1), load(2), load(3)])
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected'],
    )
  })

  it('SERVICE_UNAVAILABLE for a question that is never answered, and the next is asked', async () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    try {
      let asked = 0
      const load = batcher(
        (keys: readonly string[]) => (++asked === 1 ? new Promise<string[]>(() => undefined) : Promise.resolve(keys)),
        { batchesMax: 1 },
      )
      const first = assert.rejects(load('a'), { code: 'SERVICE_UNAVAILABLE' })
      await new Promise(setImmediate)
      const second = load('b')
      mock.timers.tick(60_000)
      await first
      assert.equal(await second, 'b')
    } finally {
      mock.timers.reset()
    }
  })
})
