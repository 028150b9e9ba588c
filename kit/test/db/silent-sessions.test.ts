import assert from 'node:assert/strict'
import { it } from 'node:test'
import { plumbedDatabase } from './scratch.ts'

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
