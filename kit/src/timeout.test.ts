import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { waitAtMost, withTimeout } from './timeout.ts'

describe('a limit that is over before it begins', () => {
  it('ends what waits, and no warning is written', async (t) => {
    const warnings: Error[] = []
    const note = (warning: Error) => void warnings.push(warning)
    process.on('warning', note)
    t.after(() => process.off('warning', note))
    const never = new Promise<never>(() => undefined)
    await assert.rejects(withTimeout(-97.7, never), /no answer within/)
    await waitAtMost(-1, never)
    await turnOfTheLoop()
    assert.deepEqual(warnings, [])
  })

  it('lets what is there already count', async () => {
    assert.equal(await withTimeout(-1, Promise.resolve('here')), 'here')
  })
})
