import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { runProcess, testDatabase } from '@plinth/testkit'

it('a process frozen in a transaction holds its locks for less than others wait for them', async () => {
  const store = await testDatabase()
  const log = openLog({ level: 'fatal', name: 'db' })
  const database = openDatabase({ url: store.url, poolMax: 2, clock: new SystemClock(), log })
  try {
    await database.query({ text: `CREATE TABLE held AS SELECT 1 AS id, 'nobody' AS by` })
    const frozen = runProcess(fileURLToPath(new URL('processes/frozen-writer.ts', import.meta.url)), [store.url])
    await frozen.line(/locked/)
    frozen.pause()
    // Rejects when it waits for longer than a statement may take.
    await database.transaction((tx) => tx.query({ text: `UPDATE held SET by = 'other' WHERE id = 1` }))
    process.kill(frozen.pid, 'SIGUSR2')
    frozen.resume()
    await frozen.line(/rejected SERVICE_UNAVAILABLE/)
    assert.deepEqual(await database.query({ text: 'SELECT by FROM held' }), [{ by: 'other' }])
    await frozen.exited
  } finally {
    await database.close()
    await store.drop()
  }
})
