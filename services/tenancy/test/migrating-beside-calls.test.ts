// Calls of the release before go on while the tables change, in whichever order they take them.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { SystemClock } from '@plinth/kit/clock'
import { migrate, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually, testDatabase } from '@plinth/testkit'
import { tenancy } from '../src/index.ts'
import { given } from './tenancy.ts'

const log = openLog({ level: 'silent', name: 'tenancy' })
const migrations = given(tenancy.migrations)
const lastOfBefore = '20261125203000_added_up'
const calls: [string, string[]][] = [
  ['an invitation and then its workspace', ['SELECT FROM invitation', 'SELECT FROM workspace FOR NO KEY UPDATE']],
  ['a workspace and then its invitations', ['SELECT FROM workspace FOR NO KEY UPDATE', 'DELETE FROM invitation']],
  ['a namespace and then who pays', ['UPDATE namespace SET name = name', 'SELECT FROM workspace FOR NO KEY UPDATE']],
  ['a workspace and then its members', ['UPDATE workspace SET name = name', 'DELETE FROM membership']],
]

describe('the migrations of this release', () => {
  const before = mkdtempSync(join(tmpdir(), 'plinth-tenancy-'))
  after(() => rmSync(before, { recursive: true }))
  const folder = fileURLToPath(migrations)
  for (const name of readdirSync(folder))
    if (!/^\d/.test(name) || name <= lastOfBefore) cpSync(join(folder, name), join(before, name), { recursive: true })

  for (const [what, statements] of calls)
    it(`wait for a call that takes ${what}, and it for none of them`, async () => {
      const { url, drop } = await testDatabase()
      const database = openDatabase({ url, poolMax: 4, clock: new SystemClock(), log })
      try {
        await migrate({ url, migrations: pathToFileURL(`${before}/`), log })
        const client = await database.pool.connect()
        await client.query('BEGIN')
        await client.query(statements[0] ?? '')
        const migrated = migrate({ url, migrations, log })
        const outcome = Promise.allSettled([migrated])
        try {
          await eventually(async () => {
            const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
            assert.equal((await database.query({ text: waiting })).length, 1)
          })
          await client.query(statements[1] ?? '')
          await client.query('COMMIT')
        } finally {
          client.release(true)
          await outcome
        }
        await migrated
      } finally {
        await database.close()
        await drop()
      }
    })
})
