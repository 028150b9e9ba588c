import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually, runProcess, testDatabase } from '@plinth/testkit'

const waiters = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`

for (const transactions of [1, 4]) {
  it(`a process frozen in ${transactions} transactions holds their locks for less than others wait for them`, async () => {
    const store = await testDatabase()
    const log = openLog({ level: 'fatal', name: 'db' })
    const database = openDatabase({ url: store.url, poolMax: 2, clock: new SystemClock(), log })
    try {
      await database.query({ text: `CREATE TABLE held AS SELECT 1 AS id, '' AS by` })
      const script = fileURLToPath(new URL('processes/frozen-writer.ts', import.meta.url))
      const frozen = runProcess(script, [store.url, String(transactions)])
      await frozen.line(/locked/)
      // Each gets the lock when PostgreSQL ends the one before, unless it has given up by then.
      await eventually(async () => assert.equal((await database.query({ text: waiters })).length, transactions - 1))
      frozen.pause()
      // Rejects when it waits for longer than a statement may take.
      await database.transaction((tx) => tx.query({ text: `UPDATE held SET by = 'other' WHERE id = 1` }))
      process.kill(frozen.pid, 'SIGUSR2')
      frozen.resume()
      await frozen.line(/rejected SERVICE_UNAVAILABLE/)
      if (transactions === 1) assert.deepEqual(await database.query({ text: 'SELECT by FROM held' }), [{ by: 'other' }])
      await frozen.exited
    } finally {
      await database.close()
      await store.drop()
    }
  })
}
