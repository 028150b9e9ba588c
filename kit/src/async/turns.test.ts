import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { type TurnsOptions, takeTurns } from './turns.ts'

const tick = () => new Promise(setImmediate)

/** Turns of words by their first letter; each group waits until it is let go. */
function turnsOf(limits: Partial<TurnsOptions<string, string>> = {}) {
  const groups: { words: readonly string[]; letGo: (err?: Error) => void }[] = []
  const ask = takeTurns<string, string>({
    keyOf: (word) => word.slice(0, 1),
    run: (words) =>
      new Promise((resolve, reject) => {
        const answers = words.map((word) => word.toUpperCase())
        groups.push({ words, letGo: (err) => (err === undefined ? resolve(answers) : reject(err)) })
      }),
    ...{ groupMax: 3, groupsMax: 2, waitingMax: 100, crowded: () => new Error('crowded') },
    ...limits,
  })
  return { ask, groups, seen: () => groups.map(({ words }) => words) }
}

describe('takeTurns', () => {
  it('gathers what comes in one tick, and hands each its own', async () => {
    const { ask, groups, seen } = turnsOf()
    const answers = Promise.all([ask('a1'), ask('b1'), ask('a2')])
    await tick()
    assert.deepEqual(seen(), [['a1', 'a2', 'b1']])
    groups[0]?.letGo()
    assert.deepEqual(await answers, ['A1', 'B1', 'A2'])
  })

  it('never has a key in two groups at once: it gathers in its order for the next turn', async () => {
    const { ask, groups, seen } = turnsOf()
    const first = ask('a1')
    await tick()
    const rest = [ask('a2'), ask('b1'), ask('a3')]
    await tick()
    assert.deepEqual(seen(), [['a1'], ['b1']])
    groups[0]?.letGo()
    assert.equal(await first, 'A1')
    await tick()
    assert.deepEqual(seen(), [['a1'], ['b1'], ['a2', 'a3']])
    for (const { letGo } of groups) letGo()
    assert.deepEqual(await Promise.all(rest), ['A2', 'B1', 'A3'])
  })

  it('bounds groups, and lets others have their turn before what was left over', async () => {
    const { ask, groups, seen } = turnsOf({ groupsMax: 1 })
    const all = Promise.all(['a1', 'a2', 'a3', 'a4', 'b1'].map(ask))
    await tick()
    groups[0]?.letGo()
    await tick()
    await tick()
    assert.deepEqual(seen(), [
      ['a1', 'a2', 'a3'],
      ['b1', 'a4'],
    ])
    groups[1]?.letGo()
    assert.equal((await all).length, 5)
  })

  it('fails only the group that failed, and goes on', async () => {
    const { ask, groups } = turnsOf()
    const failing = assert.rejects(ask('a1'), /no/)
    await tick()
    const next = ask('a2')
    groups[0]?.letGo(new Error('no'))
    await failing
    await tick()
    groups[1]?.letGo()
    assert.equal(await next, 'A2')
  })

  it('refuses what would wait behind too many', async () => {
    const { ask, groups } = turnsOf({ waitingMax: 2 })
    const both = Promise.all([ask('a1'), ask('a2')])
    await assert.rejects(ask('a3'), /crowded/)
    await tick()
    groups[0]?.letGo()
    assert.deepEqual(await both, ['A1', 'A2'])
  })

  it('SERVICE_UNAVAILABLE for a group that never ends, and what waited behind it has its turn', async () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    try {
      const { ask, groups, seen } = turnsOf({ groupsMax: 1 })
      const first = assert.rejects(ask('a1'), { code: 'SERVICE_UNAVAILABLE' })
      await tick()
      const second = ask('a2')
      mock.timers.tick(60_000)
      await first
      await tick()
      assert.deepEqual(seen(), [['a1'], ['a2']])
      groups[1]?.letGo()
      assert.equal(await second, 'A2')
    } finally {
      mock.timers.reset()
    }
  })
})
