import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { contextOf } from './access/caller.ts'
import { numberedBatches } from './numbered-batches.ts'

const call = { context: contextOf({ requestId: '' }) }

/** Batches of one row each; `answers` are what their receiver does in turn, and then it takes all. */
function reporting(rows: string[], ...answers: (Error | undefined)[]) {
  const sent: [string, number][] = []
  const lost: string[] = []
  const report = numberedBatches({
    take: () => rows.splice(0, 1),
    send: async ([row = ''], sequence) => {
      sent.push([row, sequence])
      const failure = answers.shift()
      if (failure !== undefined) throw failure
    },
    lost: (batch: string[]) => lost.push(...batch),
  })
  const inTurn = async (): Promise<string> => {
    try {
      await report(call)
      return 'done'
    } catch {
      return 'again'
    }
  }
  return { sent, lost, report: inTurn }
}
const failing = (code: ConstructorParameters<typeof PlinthError>[0]) => new PlinthError(code, 'No.')

describe('batches of a report', () => {
  for (const code of ['SERVICE_UNAVAILABLE', 'GATEWAY_TIMEOUT'] as const)
    it(`are sent again without end while the answer is ${code}`, async () => {
      const { sent, lost, report } = reporting(['a', 'b'], ...Array.from({ length: 9 }, () => failing(code)))
      for (let times = 0; times < 9; times++) assert.equal(await report(), 'again')
      assert.equal(await report(), 'done')
      assert.deepEqual(sent.slice(8), [
        ['a', 1],
        ['a', 1],
        ['b', 2],
      ])
      assert.deepEqual(lost, [])
    })

  it('are lost at once when the receiver says what is wrong with them', async () => {
    const { sent, lost, report } = reporting(['a', 'b'], failing('VALIDATION_ERROR'))
    assert.equal(await report(), 'done')
    assert.deepEqual([sent.at(-1), lost], [['b', 2], ['a']])
  })

  it('hold up no others when the receiver fails with them every time', async () => {
    const broken = () => failing('INTERNAL_ERROR')
    const { sent, lost, report } = reporting(['bad', 'b', 'c'], broken(), broken(), broken(), undefined, broken())
    assert.deepEqual([await report(), await report(), lost], ['again', 'again', []])
    // With the third failure; the next failure is the first one of another batch.
    assert.deepEqual([await report(), lost], ['again', ['bad']])
    assert.equal(await report(), 'done')
    assert.deepEqual(sent.slice(3), [
      ['b', 2],
      ['c', 3],
      ['c', 3],
    ])
    assert.deepEqual(lost, ['bad'])
  })

  it('are as patient when the receiver was away in between', async () => {
    const away = failing('SERVICE_UNAVAILABLE')
    const { lost, report } = reporting(['a'], failing('INTERNAL_ERROR'), away, away, away, failing('INTERNAL_ERROR'))
    for (let times = 0; times < 5; times++) assert.equal(await report(), 'again')
    assert.deepEqual([await report(), lost], ['done', []])
  })
})
