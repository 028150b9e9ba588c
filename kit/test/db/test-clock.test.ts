import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTestClock } from '@plinth/kit/db'
import { plumbedDatabase } from './scratch.ts'

describe('the test clock', () => {
  it('moves plinth_now(), also for statements that were prepared before, and back', async () => {
    const database = await plumbedDatabase(1)
    const ahead = async () => {
      const [row] = await database.query<{ ahead: number }>({
        name: 'ahead',
        text: 'SELECT extract(epoch FROM plinth_now() - now())::int AS ahead',
      })
      return row?.ahead
    }
    for (let i = 0; i < 10; i++) assert.equal(await ahead(), 0)
    await setTestClock(database, 25 * 3_600_000)
    assert.equal(await ahead(), 90_000)
    await setTestClock(database, 0)
    assert.equal(await ahead(), 0)
  })

  it('may be moved by several processes at once', async () => {
    const database = await plumbedDatabase(8)
    await Promise.all(Array.from({ length: 8 }, () => setTestClock(database, 60_000)))
  })
})
