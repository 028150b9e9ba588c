import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, it } from 'node:test'
import pg from 'pg'
import { isOfOpening } from '../../src/db/failures.ts'
import { plumbedDatabase } from './scratch.ts'

// They are told apart by the sentences of the pool, which has no codes.
describe('what keeps the pool of the driver from giving a session', () => {
  const failureOf = (opening: Promise<unknown>): Promise<unknown> =>
    opening.then(
      () => assert.fail('it gave one'),
      (thrown: unknown) => thrown,
    )

  it('is of the pool when all are in use, and when it is closed', async () => {
    const { url } = await plumbedDatabase()
    const pool = new pg.Pool({ connectionString: url, max: 1 })
    const session = await pool.connect()
    pool.options.connectionTimeoutMillis = 10
    const crowded = await failureOf(pool.connect())
    session.release()
    await pool.end()
    const closed = await failureOf(pool.connect())
    assert.deepEqual([isOfOpening(crowded), isOfOpening(closed)], [false, false], `${crowded}; ${closed}`)
  })

  it('is of the opening when the server is silent, and when nothing listens', async () => {
    const silent = createServer((socket) => void socket.on('error', () => undefined))
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const pool = new pg.Pool({ host: '127.0.0.1', port, connectionTimeoutMillis: 10 })
    try {
      const unanswered = await failureOf(pool.connect())
      silent.close()
      const refused = await failureOf(pool.connect())
      assert.deepEqual([isOfOpening(unanswered), isOfOpening(refused)], [true, true], `${unanswered}; ${refused}`)
    } finally {
      silent.close()
      await pool.end()
    }
  })
})
