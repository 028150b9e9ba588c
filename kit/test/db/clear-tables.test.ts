import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { clearTables, type Database } from '@plinth/kit/db'
import { eventually } from '@plinth/testkit'
import { plumbedDatabase, scratchDatabase } from './scratch.ts'

describe('clearing the tables', () => {
  let database: Database
  let url: string
  before(async () => {
    const made = await plumbedDatabase()
    ;({ url } = made)
    await made.query({
      text: `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''10ms''',
      current_database()); END $$`,
    })
    await made.query({ text: 'CREATE TABLE thing (id text PRIMARY KEY)' })
    await made.query({ text: 'CREATE TABLE part (thing_id text REFERENCES thing)' })
    await made.query({ text: 'CREATE TABLE "Kept one" (id text)' })
    // Its connections have the short timeout.
    database = scratchDatabase(url)
  })
  const fill = async () => {
    await database.query({ text: `INSERT INTO thing VALUES ('a') ON CONFLICT DO NOTHING` })
    await database.query({ text: `INSERT INTO part VALUES ('a')` })
    await database.query({ text: `INSERT INTO "Kept one" VALUES ('a')` })
  }
  const counts = () =>
    database.query({
      text: `SELECT (SELECT count(*) FROM thing) AS things, (SELECT count(*) FROM part) AS parts,
        (SELECT count(*) > 0 FROM "Kept one") AS is_kept`,
    })

  it('empties all but those named, whatever refers to what', async () => {
    await fill()
    await clearTables(database, ['Kept one'])
    assert.deepEqual(await counts(), [{ things: 0, parts: 0, is_kept: true }])
    await clearTables(database, [])
    assert.deepEqual(await counts(), [{ things: 0, parts: 0, is_kept: false }])
  })

  it('ends well for both of two that wait for each other', async () => {
    await fill()
    const waiting = {
      text: `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    }
    // Both have read every table when they want it for themselves: PostgreSQL gives one of them up.
    const { cleared } = await database.transaction(async (tx) => {
      await tx.query({ text: 'SELECT FROM thing' })
      const cleared = Promise.all([clearTables(database, ['Kept one']), clearTables(database, ['Kept one'])])
      cleared.catch(() => undefined)
      await eventually(async () => assert.equal((await database.query(waiting)).length, 2))
      return { cleared }
    })
    await cleared
    assert.deepEqual(await counts(), [{ things: 0, parts: 0, is_kept: true }])
  })
})
