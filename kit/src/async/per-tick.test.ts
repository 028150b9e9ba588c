import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { perTick } from './per-tick.ts'

describe('perTick', () => {
  it('asks once for what is wanted in one tick, and hands each its own', async () => {
    const asked: (readonly number[])[] = []
    const double = perTick(async (keys: readonly number[]) => {
      asked.push(keys)
      return keys.map((key) => key * 2)
    })
    assert.deepEqual(await Promise.all([double(1), double(2), double(1)]), [2, 4, 2])
    assert.equal(await double(5), 10)
    assert.deepEqual(asked, [[1, 2, 1], [5]])
  })

  it('never lets a call join a question that was sent', async () => {
    const gates: (() => void)[] = []
    const load = perTick(async (keys: readonly string[]) => {
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
    const load = perTick(
      async (keys: readonly string[]) => {
        asked.push(keys)
        await new Promise<void>((open) => gates.push(open))
        return keys
      },
      500,
      1,
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
    const load = perTick(
      async (keys: readonly string[]) => {
        await opened
        return keys
      },
      500,
      1,
      2,
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
    const load = perTick(async (keys: readonly number[]) => {
      if (keys.includes(3)) throw new Error('no')
      return keys
    }, 2)
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
      const load = perTick(
        (keys: readonly string[]) => (++asked === 1 ? new Promise<string[]>(() => undefined) : Promise.resolve(keys)),
        500,
        1,
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
