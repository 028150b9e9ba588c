import assert from 'node:assert/strict'
import { it } from 'node:test'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { clock, plumbedDatabase, scratchUrl } from './scratch.ts'

it('PostgreSQL ends a session that has gone silent within half a minute', async () => {
  const database = await plumbedDatabase()
  const rows = await database.query<{ name: string; setting: string }>({
    text: `SELECT name, setting FROM pg_settings WHERE name LIKE 'tcp_keepalives%' OR name = 'tcp_user_timeout' ORDER BY name`,
  })
  const { tcp_keepalives_idle: idle, ...others } = Object.fromEntries(
    rows.map(({ name, setting }) => [name, Number(setting)]),
  )
  assert.deepEqual(
    [idle, others],
    [10, { tcp_keepalives_count: 3, tcp_keepalives_interval: 5, tcp_user_timeout: 25_000 }],
  )
})

it('of lost connections the log has one line, and then one a minute', async () => {
  const lines: string[] = []
  const ownLog = openLog({ level: 'warn', name: 'kit-test', stream: { write: (line) => lines.push(line) } })
  const database = openDatabase({ url: await scratchUrl(), poolMax: 4, clock, log: ownLog })
  try {
    const clients = await Promise.all([1, 2, 3].map(() => database.pool.connect()))
    const pids = await Promise.all(
      clients.map(
        async (client) => (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid,
      ),
    )
    const lost = Promise.all(clients.map((client) => new Promise((resolve) => client.once('end', resolve))))
    await database.query({ text: 'SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) pid', values: [pids] })
    await lost
    for (const client of clients) client.release(true)
    assert.equal(lines.filter((line) => line.includes('lost a database connection')).length, 1)
  } finally {
    await database.close()
  }
})
