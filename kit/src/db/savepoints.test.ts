import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Tx } from './database.ts'
import { runInSavepoints } from './savepoints.ts'

/** The commands that these works cost in a transaction, and what came of them. */
async function run(isDue: readonly boolean[]) {
  const sent: string[] = []
  const host = {
    send: async (text: string) => sent.push(text),
    mark: () => ({ events: 0, closing: 0 }),
    forget: () => undefined,
    flush: () => undefined,
  }
  const works = isDue.map((_, place) => async () => place)
  // No work asks it for anything.
  const results = await runInSavepoints(host, {} as Tx, 'x', works, (place) => isDue[place] === true)
  return { sent, done: results.flatMap((result) => (result?.status === 'fulfilled' ? [result.value] : [])) }
}

describe('works in savepoints', () => {
  it('send nothing when they are not due', async () => {
    assert.deepEqual(await run([false, false]), { sent: [], done: [] })
    assert.deepEqual(await run([true, false, true]), {
      sent: ['SAVEPOINT x', 'RELEASE SAVEPOINT x;SAVEPOINT x'],
      done: [0, 2],
    })
  })
})
