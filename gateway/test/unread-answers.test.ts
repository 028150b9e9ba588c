import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { EventsServiceService as Events } from '@plinth/proto/webhooks/v1/events.ts'
import { eventually } from '@plinth/testkit'
import type { Answer } from './mesh/ask.ts'
import { event } from './mesh/rows.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const path = '/api/v1/events/evt_1'
// More than the systems on both sides keep on the way, and more than half of a share.
const pad = `"data":{"pad":"${'x'.repeat(7_000_000)}",`
const large = { event: { ...event, payload: Buffer.from(event.payload.toString().replace('"data":{', pad)) } }

describe('answers that are not read', () => {
  const open: Socket[] = []
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
    mesh.script.give(Events.getEvent, large)
  })
  after(async () => {
    for (const socket of open) socket.destroy()
    await mesh?.stop()
  })

  const asked = () => mesh.script.count(Events.getEvent)
  /** Asks on a connection from which nothing is read. */
  async function leaveUnread(key: string, times = 1): Promise<void> {
    const socket = connect(Number(new URL(mesh.url).port), '127.0.0.1')
    open.push(socket)
    socket.pause()
    await once(socket, 'connect')
    const before = asked()
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`.repeat(times))
    await eventually(() => assert.equal(asked(), before + times))
  }
  const refused = (key: string) =>
    eventually(async () => assert.equal((await mesh.ask('GET', '/api/v1/user', { key })).status, 503))
  const served = (key: string) =>
    eventually(async () => assert.equal((await mesh.ask('GET', path, { key })).status, 200))
  const hangUp = () => {
    for (const socket of open.splice(0)) socket.destroy()
  }

  for (const [how, connections, times] of [
    ['on connections of their own', 2, 1],
    ['on one connection', 1, 2],
  ] as const)
    it(`refuse the next calls of their workspace before any work, and of no other: ${how}`, async () => {
      const key = mesh.key()
      try {
        for (let at = 0; at < connections; at++) await leaveUnread(key, times)
        await refused(key)
        const before = asked()
        const { status, headers, json } = await mesh.ask('GET', path, { key })
        assert.deepEqual(
          [status, headers.get('retry-after'), json.error.code, asked()],
          [503, '1', 'SERVICE_UNAVAILABLE', before],
        )
        const other = { key: mesh.key({ workspaceId: 'wks_other' }) }
        assert.equal((await mesh.ask('GET', path, other)).status, 200)
        const operator = { key: mesh.operatorKey(), headers: { 'x-workspace-id': 'wks_home' } }
        assert.equal((await mesh.ask('GET', path, operator)).status, 200)
      } finally {
        hangUp()
      }
      await served(key)
    })

  it('of HEAD have no body to read', async () => {
    const key = mesh.key()
    const [socket, before] = [connect(Number(new URL(mesh.url).port), '127.0.0.1').pause(), asked()]
    open.push(socket)
    try {
      for (const method of ['GET', 'HEAD', 'HEAD'])
        socket.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`)
      await eventually(() => assert.equal(asked(), before + 3))
      for (let at = 0; at < 3; at++) assert.equal((await mesh.ask('GET', '/api/v1/user', { key })).status, 200)
    } finally {
      hangUp()
    }
    await served(key)
  })

  it('count before the announced body of their request has come', async () => {
    const key = mesh.key()
    const announced = `Authorization: Bearer ${key}\r\nConnection: close\r\nContent-Length: 9`
    try {
      // Such a connection is closed after a while.
      await eventually(async () => {
        const before = asked()
        for (let at = 0; at < 2; at++) {
          const socket = connect(Number(new URL(mesh.url).port), '127.0.0.1').pause()
          open.push(socket)
          socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n${announced}\r\n\r\n`)
        }
        await eventually(() => assert.equal(asked(), before + 2))
        assert.equal((await mesh.ask('GET', '/api/v1/user', { key })).status, 503)
      })
    } finally {
      hangUp()
    }
    await served(key)
  })

  it('that are read count no longer', async () => {
    const key = mesh.key()
    for (let at = 0; at < 5; at++) assert.equal((await mesh.ask('GET', path, { key })).status, 200)
  })

  it('refuse a read that began before them, and is answered after them', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const key = mesh.key()
    let first: Promise<Answer> | undefined
    try {
      mesh.script.hold(Events.getEvent, promise)
      const before = asked()
      first = mesh.ask('GET', path, { key })
      await eventually(() => assert.equal(asked(), before + 1))
      mesh.script.hold(Events.getEvent, Promise.resolve())
      for (let at = 0; at < 2; at++) await leaveUnread(key)
      await refused(key)
      resolve()
      assert.equal((await first).status, 503)
    } finally {
      resolve()
      hangUp()
      await first
    }
  })
})
