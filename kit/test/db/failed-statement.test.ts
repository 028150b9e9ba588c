import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { scratchDatabase, scratchUrl } from './scratch.ts'

const session = async (database: Database) => {
  const [row] = await database.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' })
  return row?.pid
}

it('a statement whose values PostgreSQL refuses does not cost its connection', async () => {
  const database = scratchDatabase(await scratchUrl(), 1)
  await database.query({ text: 'CREATE TABLE taken (name text PRIMARY KEY)' })
  const insert = { name: 'insert_taken', text: 'INSERT INTO taken VALUES ($1)', values: ['a'] }
  await database.query(insert)
  const first = await session(database)
  for (const statement of [insert, insert, { text: 'SELECT 1 / 0' }]) await assert.rejects(database.query(statement))
  assert.equal(await session(database), first)
  assert.deepEqual(await database.query({ text: 'SELECT name FROM taken' }), [{ name: 'a' }])
})

it('a prepared statement of a table that was changed costs its connection, and is prepared anew', async () => {
  const database = scratchDatabase(await scratchUrl(), 1)
  await database.query({ text: 'CREATE TABLE grown (a int)' })
  const read = { name: 'read_grown', text: 'SELECT * FROM grown' }
  await database.query(read)
  await database.query({ text: 'ALTER TABLE grown ADD b int' })
  await assert.rejects(database.query(read), /cached plan/)
  assert.deepEqual(await database.query(read), [])
})

it('a server that says that it takes no writes, or stops a statement, costs the connection', async () => {
  const database = scratchDatabase(await scratchUrl(), 1)
  for (const code of ['25006', '57014']) {
    const before = await session(database)
    await assert.rejects(database.query({ text: `DO $$ BEGIN RAISE 'no' USING ERRCODE = '${code}'; END $$` }))
    assert.notEqual(await session(database), before)
  }
})
