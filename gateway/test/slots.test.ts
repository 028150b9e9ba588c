import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { KeyReportsServiceService as Reports } from '@plinth/proto/identity/v1/key_reports.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const path = '/api/v1/workspaces'
const anotherAddress = { 'x-forwarded-for': '192.0.2.1' }
const elsewhere = { workspaceId: 'wks_other' }

/** A connection on which a request is begun and not ended. */
async function begin(mesh: Mesh, bytes: string): Promise<Socket> {
  const socket = connect(Number(new URL(mesh.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(bytes)
  return socket
}

const refusedBody = (connection: string) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: ${connection}\r\nContent-Length: 9\r\n\r\n`

describe('slots for requests in flight', () => {
  const open: Socket[] = []
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh({ GATEWAY_REQUESTS_IN_FLIGHT_MAX: '1000', GATEWAY_REQUEST_TIMEOUT_MS: '300000' })
  })
  after(async () => {
    for (const socket of open) socket.destroy()
    await mesh?.stop()
  })

  it('1,010 half-sent requests of one address keep no other caller from an answer', { timeout: 120_000 }, async () => {
    const seen = mesh.key()
    assert.equal((await mesh.ask('GET', path, { key: seen })).status, 200)
    for (let at = 0; at < 1_010; at += 101) {
      const begun = Array.from({ length: 101 }, async () => {
        const socket = await begin(mesh, refusedBody('close'))
        open.push(socket)
        const [answer] = await once(socket, 'data')
        return String(answer).slice(9, 12)
      })
      const statuses = new Set(await Promise.all(begun))
      assert.deepEqual(
        [...statuses].filter((status) => !['401', '429'].includes(status)),
        [],
      )
    }
    assert.equal((await mesh.ask('GET', path, { key: seen })).status, 200)
    assert.equal((await mesh.ask('GET', path, { key: mesh.key(), headers: anotherAddress })).status, 200)
    assert.equal((await mesh.ask('GET', path, { key: mesh.operatorKey(), headers: anotherAddress })).status, 200)
    await mesh.part.running.ready()
  })

  for (const connection of ['close', 'keep-alive'])
    it(`a refused body that does not arrive is not waited for: ${connection}`, { timeout: 60_000 }, async () => {
      const socket = await begin(mesh, refusedBody(connection))
      open.push(socket)
      let text = ''
      socket.on('data', (chunk) => (text += chunk))
      await once(socket, 'close')
      assert.match(text, /^HTTP\/1\.1 (401|429) /)
    })

  it('a body on its way holds no slot', { timeout: 60_000 }, async () => {
    const small = await startMesh({ GATEWAY_REQUESTS_IN_FLIGHT_MAX: '5' })
    const slow: Socket[] = []
    try {
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${small.key()}\r\n`
      const body = 'Content-Type: application/json\r\nContent-Length: 15\r\nExpect: 100-continue\r\n\r\n{'
      for (let at = 0; at < 32; at++) slow.push(await begin(small, head + body))
      await Promise.all(slow.map((socket) => once(socket, 'data')))
      assert.equal((await small.ask('GET', path, { key: small.key() })).status, 200)
      assert.equal((await small.ask('GET', path, { key: small.key(elsewhere) })).status, 200)
    } finally {
      for (const socket of slow) socket.destroy()
      await small.stop()
    }
  })

  it('one workspace holds a fifth of them, an operator as many as there are', async () => {
    const small = await startMesh({ GATEWAY_REQUESTS_IN_FLIGHT_MAX: '10' })
    const { promise, resolve } = Promise.withResolvers<void>()
    const answers: Promise<{ status: number }>[] = []
    try {
      const key = small.key()
      const other = small.key(elsewhere)
      const operator = small.operatorKey()
      small.script.hold(Workspaces.listWorkspaces, promise)
      const hold = async (asking: string) => {
        const asked = small.script.count(Workspaces.listWorkspaces)
        answers.push(small.ask('GET', path, { key: asking }))
        while (small.script.count(Workspaces.listWorkspaces) === asked) await new Promise(setImmediate)
      }
      for (const asking of [key, key]) await hold(asking)
      const third = await small.ask('GET', path, { key })
      assert.deepEqual([third.status, third.headers.get('retry-after')], [503, '1'])
      for (const asking of [other, other, operator, operator, operator, operator, operator]) await hold(asking)
      await small.part.running.ready()
      await hold(operator)
      assert.equal((await small.ask('GET', path, { key: operator })).status, 503)
      await assert.rejects(small.part.running.ready(), /all 10 slots/)
      resolve()
      assert.deepEqual([...new Set((await Promise.all(answers)).map(({ status }) => status))], [200])
      assert.equal((await small.ask('GET', path, { key })).status, 200)
      await small.part.running.ready()
    } finally {
      resolve()
      await Promise.allSettled(answers)
      await small.stop()
    }
  })

  it('what is refused from a forbidden address takes of that address', async () => {
    const small = await startMesh({ GATEWAY_REQUESTS_IN_FLIGHT_MAX: '10' })
    const { promise, resolve } = Promise.withResolvers<void>()
    const answers: Promise<unknown>[] = []
    const hold = async (asked: () => number, ask: () => Promise<unknown>) => {
      const before = asked()
      answers.push(ask())
      while (asked() === before) await new Promise(setImmediate)
    }
    try {
      const allowedIps = ['203.0.113.0/24']
      const [key, stolen, operator] = [small.key(), small.key({ allowedIps }), small.operatorKey({ allowedIps })]
      small.script.hold(Workspaces.listWorkspaces, promise)
      const listed = () => small.script.count(Workspaces.listWorkspaces)
      for (let at = 0; at < 2; at++) await hold(listed, () => small.ask('GET', path, { key }))
      const { status, json } = await small.ask('GET', path, { key: stolen, headers: anotherAddress })
      assert.deepEqual([status, json.error.code], [403, 'IP_NOT_ALLOWED'])

      const allowed = { 'x-forwarded-for': '203.0.113.1' }
      assert.equal((await small.ask('GET', '/api/v1/user', { key: operator, headers: allowed })).status < 500, true)
      small.script.hold(Reports.reportKey, promise)
      const report = { headers: anotherAddress, body: { key: makeApiKey('sk_live').key } }
      const reported = () => small.script.count(Reports.reportKey)
      for (let at = 0; at < 2; at++) await hold(reported, () => small.ask('POST', '/api/v1/keys/report', report))
      const asOperator = await small.ask('GET', path, { key: operator, headers: anotherAddress })
      assert.deepEqual([asOperator.status, asOperator.json.error.code], [503, 'SERVICE_UNAVAILABLE'])
    } finally {
      resolve()
      await Promise.allSettled(answers)
      await small.stop()
    }
  })

  it('bodies without a key have memory of their own', { timeout: 60_000 }, async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const answers: Promise<{ status: number }>[] = []
    const body = JSON.stringify({ key: makeApiKey('sk_live').key }).padEnd(8_192)
    const report = (headers: Record<string, string>) => mesh.ask('POST', '/api/v1/keys/report', { body, headers })
    try {
      mesh.script.hold(Reports.reportKey, promise)
      for (let network = 1; network <= 5; network++) {
        const headers = { 'x-forwarded-for': `198.51.${network}.1` }
        for (let at = 0; at < 25; at++) answers.push(report(headers))
        while (mesh.script.count(Reports.reportKey) < 25 * network) await new Promise(setImmediate)
        assert.equal((await report(headers)).status, 503)
      }
      const written = await mesh.ask('POST', path, { key: mesh.key(), body: { name: 'Acme' }, headers: anotherAddress })
      assert.equal(written.status, 201, written.text)
      resolve()
      assert.deepEqual([...new Set((await Promise.all(answers)).map(({ status }) => status))], [202])
      assert.equal((await report({ 'x-forwarded-for': '198.51.1.1' })).status, 202)
    } finally {
      resolve()
      mesh.script.allow(Reports.reportKey)
      await Promise.allSettled(answers)
    }
  })

  it('bodies that arrived hold at most a fifth of the memory for them, a workspace or a user', {
    timeout: 120_000,
  }, async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const answers: Promise<{ status: number }>[] = []
    try {
      const key = mesh.key()
      const data = { name: 'Acme', settings: { text: 'x'.repeat(1_000_000) } }
      const body = { operations: [{ action: 'create', data }] }
      const batch = `${path}/batch`
      mesh.script.hold(Workspaces.createWorkspace, promise)
      const asked = mesh.script.count(Workspaces.createWorkspace)
      for (let at = 0; at < 13; at++) answers.push(mesh.ask('POST', batch, { key, body, headers: anotherAddress }))
      while (mesh.script.count(Workspaces.createWorkspace) < asked + 13) await new Promise(setImmediate)
      assert.equal((await mesh.ask('POST', batch, { key, body, headers: anotherAddress })).status, 503)
      // The workspace of a user takes of what the user may have.
      assert.equal(
        (await mesh.ask('POST', batch, { key: mesh.key(elsewhere), body, headers: anotherAddress })).status,
        503,
      )
      const ofAnother = mesh.key({ workspaceId: 'wks_foreign', userId: 'usr_stranger' })
      answers.push(mesh.ask('POST', batch, { key: ofAnother, body, headers: anotherAddress }))
      while (mesh.script.count(Workspaces.createWorkspace) < asked + 14) await new Promise(setImmediate)
      resolve()
      assert.deepEqual([...new Set((await Promise.all(answers)).map(({ status }) => status))], [200])
    } finally {
      resolve()
      mesh.script.allow(Workspaces.createWorkspace)
      await Promise.allSettled(answers)
    }
  })
})
