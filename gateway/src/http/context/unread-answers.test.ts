import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { describe, it } from 'node:test'
import { noHolder } from '@plinth/kit/async/fair-shares'
import { metricsText } from '@plinth/kit/metrics'
import type { Response } from 'express'
import { UnreadAnswers } from './unread-answers.ts'

/** An answer of which only the end matters here. */
function sent(): Response & { isDropped: boolean } {
  const res = Object.assign(new EventEmitter(), {
    isDropped: false,
    destroy() {
      res.isDropped = true
      res.emit('close')
    },
  })
  return res as unknown as Response & { isDropped: boolean }
}

const dropped = async () => Number(/^plinth_dropped_answers_total (\d+)$/m.exec(await metricsText())?.[1])

describe('answers that are not read', () => {
  it('are a fifth of the memory for one holder, until they are read', () => {
    const answers = new UnreadAnswers(100)
    const first = sent()
    answers.add('a', first, 15)
    assert.deepEqual([answers.mayHaveMore('a'), answers.mayHaveMore('b')], [true, true])
    // An answer that is sent counts whatever its size.
    answers.add('a', sent(), 15)
    assert.deepEqual([answers.mayHaveMore('a'), answers.mayHaveMore('b')], [false, true])
    first.emit('close')
    assert.equal(answers.mayHaveMore('a'), true)
    const stream = sent()
    const end = answers.add('a', stream, 10)
    assert.deepEqual([answers.bytes, stream.listenerCount('close')], [25, 1])
    end()
    end()
    assert.deepEqual([answers.bytes, stream.listenerCount('close')], [15, 0])
  })

  it('are dropped when all together are too many, the longest waiting first, and refuse no other holder', async () => {
    const answers = new UnreadAnswers(100)
    const droppedSoFar = await dropped()
    const all = Array.from({ length: 5 }, () => sent())
    for (const [at, res] of all.entries()) answers.add(`holder ${at}`, res, 25)
    assert.deepEqual(
      all.map(({ isDropped }) => isDropped),
      [true, false, false, false, false],
    )
    assert.deepEqual([answers.mayHaveMore('holder 0'), answers.mayHaveMore('holder 1')], [true, false])
    answers.add('holder 0', sent(), 1)
    assert.deepEqual([all[1]?.isDropped, all[2]?.isDropped], [true, false])
    assert.deepEqual([answers.bytes, (await dropped()) - droppedSoFar], [76, 2])
    assert.equal(answers.mayHaveMore('another'), true)
  })

  it('of an operator have no share, and are dropped like those of others', () => {
    const answers = new UnreadAnswers(100)
    const first = sent()
    answers.add(noHolder, first, 60)
    assert.equal(answers.mayHaveMore(noHolder), true)
    answers.add(noHolder, sent(), 60)
    assert.deepEqual([first.isDropped, answers.mayHaveMore('a')], [true, true])
  })
})
