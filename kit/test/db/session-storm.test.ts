// A server that is short of sessions, or just comes back, must not be asked for one by each call.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { PlinthError } from '@plinth/kit/errors'
import { plumbedDatabase, scratchDatabase } from './scratch.ts'

const isUnavailable = (thrown: unknown) => thrown instanceof PlinthError && thrown.code === 'SERVICE_UNAVAILABLE'
const one = { text: 'SELECT 1' }
const calls = (database: Database, count: number) =>
  Promise.allSettled(Array.from({ length: count }, () => database.query(one)))

/** Calls that come while a session is in use. */
async function callsBeside(database: Database, count: number) {
  const { promise: began, resolve: begin } = Promise.withResolvers<void>()
  const { promise: ends, resolve: end } = Promise.withResolvers<void>()
  const using = database.transaction(async () => {
    begin()
    await ends
  })
  await began
  const beside = calls(database, count)
  end()
  await using
  return beside
}

/** A pool of ten sessions, before a server that takes as many as the test lets it, and closes each further connection at once. */
async function before(t: TestContext) {
  let nowMs = 1_000
  t.mock.method(performance, 'now', () => nowMs)
  const { url } = await plumbedDatabase()
  const { hostname, port } = new URL(url)
  const open = new Set<Socket>()
  const server = { takes: 0, attempts: 0 }
  const stub = createServer((client) => {
    server.attempts++
    if (open.size >= server.takes) {
      client.resetAndDestroy()
      return
    }
    const behind = connect(Number(port), hostname)
    open.add(client)
    for (const [socket, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      socket.on('error', () => other.destroy())
      socket.on('close', () => open.delete(client) && other.destroy())
      socket.pipe(other)
    }
  })
  stub.listen(0, '127.0.0.1')
  await once(stub, 'listening')
  t.after(() => {
    stub.close()
    for (const socket of open) socket.destroy()
  })
  const at = new URL(url)
  at.port = String((stub.address() as AddressInfo).port) // a TCP server that listens has one
  return {
    server,
    database: scratchDatabase(at.href, 10),
    pass: (ms: number) => {
      nowMs += ms
    },
    end: () => {
      for (const socket of open) socket.destroy()
    },
  }
}

describe('a server that opens no further session', () => {
  it('is asked four times a second, while all calls use the sessions there are', async (t) => {
    const { server, database, pass } = await before(t)
    server.takes = 1
    await database.query(one)
    const early = await callsBeside(database, 50)
    assert.ok(early.every(({ status }) => status === 'fulfilled'))
    assert.ok(server.attempts < 20, `${server.attempts} attempts at once`)
    server.attempts = 0
    for (let quarter = 1; quarter <= 4; quarter++) {
      pass(250)
      for (let round = 0; round < 5; round++) {
        const refused = (await callsBeside(database, 50)).filter(({ status }) => status === 'rejected')
        assert.deepEqual(refused, [])
      }
      assert.equal(server.attempts, quarter)
    }
    server.takes = 10
    pass(250)
    await callsBeside(database, 50)
    await callsBeside(database, 50)
    assert.equal(database.pool.totalCount, 10)
  })

  it('is asked four times a second when none is open, and at once by the check of readiness', async (t) => {
    const { server, database, pass, end } = await before(t)
    server.takes = 10
    await calls(database, 50)
    server.takes = 0
    end()
    await calls(database, 50)
    server.attempts = 0
    for (let quarter = 1; quarter <= 4; quarter++) {
      pass(250)
      for (let round = 0; round < 5; round++)
        for (const outcome of await calls(database, 50))
          assert.ok(outcome.status === 'rejected' && isUnavailable(outcome.reason))
      assert.equal(server.attempts, quarter)
    }
    server.takes = 10
    await database.ready()
    const refused = (await calls(database, 50)).filter(({ status }) => status === 'rejected')
    assert.deepEqual(refused, [])
  })
})
