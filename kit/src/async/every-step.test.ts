import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { everyStep } from './every-step.ts'
import { Stopped } from './stopped.ts'

/** Steps that note their turn; those named fail with their name. */
function steps(...failing: string[]) {
  const done: string[] = []
  const step = (name: string) => async () => {
    done.push(name)
    if (failing.includes(name)) throw new Error(name)
  }
  return { done, all: ['a', 'b', 'c'].map(step) }
}

describe('everyStep', () => {
  it('runs the steps in order', async () => {
    const { done, all } = steps()
    await everyStep(all)
    assert.deepEqual(done, ['a', 'b', 'c'])
  })
  it('runs those behind one that fails, and rejects with its error', async () => {
    const { done, all } = steps('a')
    await assert.rejects(everyStep(all), new Error('a'))
    assert.deepEqual(done, ['a', 'b', 'c'])
  })
  it('runs none after a stop', async () => {
    const { done, all } = steps('a')
    const stop = () => Promise.reject(new Stopped())
    await assert.rejects(everyStep([...all.slice(0, 2), stop, ...all.slice(2)]), Stopped)
    assert.deepEqual(done, ['a', 'b'])
  })
  it('rejects with all errors of several', async () => {
    const { done, all } = steps('a', 'c')
    await assert.rejects(everyStep(all), new AggregateError([new Error('a'), new Error('c')], '2 of 3 steps failed'))
    assert.deepEqual(done, ['a', 'b', 'c'])
  })
})
