import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { LostStore } from '../../src/db/relay/lost-store.ts'
import { clock, log, plumbedDatabase } from './scratch.ts'

let database: Database
before(async () => {
  database = await plumbedDatabase()
})
beforeEach(() => database.query({ text: 'DELETE FROM outbox' }))

const wait = async (seconds: number) => {
  const id = newId('evt', clock)
  await database.query({
    text: `INSERT INTO outbox (id, subject, payload, traceparent, awaiting, next_publish_at)
      VALUES ($1, 'plinth.events.w.t', '', '', '{reader}', plinth_now() + $2 * interval '1 second')`,
    values: [id, seconds],
  })
  return id
}
const dueIds = async () =>
  (await database.query<{ id: string }>({ text: 'SELECT id FROM outbox WHERE next_publish_at <= plinth_now()' })).map(
    ({ id }) => id,
  )

describe('what a lost store of the bus held', () => {
  it('is due, but for events of this moment, which are being published', async () => {
    const [old] = [await wait(3_600), await wait(5)]
    assert.equal(await new LostStore(database, log).makeUp(new Date()), false)
    assert.deepEqual(await dueIds(), [old])
  })

  it('is made due at the next sweep when PostgreSQL refused it, and does not keep the first one from publishing', async () => {
    const old = await wait(3_600)
    let isAway = true
    const unreliable: Database = Object.create(database, {
      query: { value: (statement: never) => (isAway ? Promise.reject(new Error('away')) : database.query(statement)) },
    })
    const lostStore = new LostStore(unreliable, log)
    const since = new Date()
    assert.equal(await lostStore.makeUp(since), false)
    assert.deepEqual(await dueIds(), [])
    isAway = false
    await lostStore.makeUp(since)
    assert.deepEqual(await dueIds(), [old])
  })
})
