import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { AuthenticationServiceService as Authentication } from '@plinth/proto/identity/v1/authentication.ts'
import { AuditLogServiceService as AuditLog } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const endless = '/api/v1/audit-log/export?from=2026-01-01'
const exporting = AuditLog.exportAuditEntries

describe('GET /audit-log/export', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
  })
  after(() => mesh?.stop())

  const begin = async (of = mesh, key = of.key()): Promise<IncomingMessage> => {
    const headers = { authorization: `Bearer ${key}` }
    const [response] = await once(get(`${of.url}${endless}`, { headers, agent: false }), 'response')
    return response
  }
  const rest = async (response: IncomingMessage) => {
    let text = ''
    let isCut = false
    try {
      for await (const chunk of response) text += chunk
    } catch {
      isCut = true
    }
    return { last: JSON.parse(text.trimEnd().split('\n').at(-1) ?? ''), isCut }
  }

  /** Pages asked for, once no more are: however much the sockets hold, the gateway stops asking at some time. */
  const settledCount = async () => {
    const asked: number[] = []
    await eventually(() => {
      asked.push(mesh.script.count(exporting))
      assert.ok(asked.length >= 3 && new Set(asked.slice(-3)).size === 1)
    })
    return asked.at(-1) ?? 0
  }

  it('asks for the next page only when the client has read: one page is in memory', async () => {
    const response = await begin()
    try {
      const asked = await settledCount()
      response.once('data', () => response.pause())
      for (let chunks = 0; chunks < 200; chunks++) if (response.read() === null) await once(response, 'readable')
      await eventually(() => assert.ok(mesh.script.count(exporting) > asked))
    } finally {
      response.destroy()
    }
  })

  it('ends with a mark, and with a cut connection, when a page fails half way', async () => {
    const response = await begin()
    await once(response, 'readable')
    mesh.script.refuse(exporting, new PlinthError('SERVICE_UNAVAILABLE', 'The database is not available.'))
    const { last, isCut } = await rest(response)
    mesh.script.allow(exporting)
    assert.deepEqual(
      [last.export.complete, last.export.error],
      [false, { code: 'SERVICE_UNAVAILABLE', message: 'The database is not available.' }],
    )
    assert.ok(last.export.entries > 0)
    assert.equal(isCut, true)
  })

  it('ends with the refusal, and with a cut connection, when its key is revoked half way', async () => {
    const clock = new StoppedClock()
    const own = await startMesh({}, clock)
    try {
      const key = own.key()
      const response = await begin(own, key)
      await once(response, 'readable')
      own.revoke(key)
      clock.pass(5_000)
      const { last, isCut } = await rest(response)
      assert.deepEqual([last.export.complete, last.export.error.code, isCut], [false, 'INVALID_API_KEY', true])
    } finally {
      await own.stop()
    }
  })

  it('goes on while identity cannot tell whether its key is good', async () => {
    const clock = new StoppedClock()
    const own = await startMesh({}, clock)
    const response = await begin(own)
    try {
      await once(response, 'readable')
      own.script.refuse(Authentication.authenticate, new PlinthError('SERVICE_UNAVAILABLE', 'Away.'))
      const checked = own.script.count(Authentication.authenticate)
      for (let times = 1; times <= 3; times++) {
        clock.pass(4_000)
        await eventually(() => assert.ok(own.script.count(Authentication.authenticate) >= checked + times))
      }
      response.on('data', () => undefined)
      const asked = own.script.count(exporting)
      await eventually(() => assert.ok(own.script.count(exporting) > asked + 20))
      assert.equal(response.closed, false)
    } finally {
      response.destroy()
      await own.stop()
    }
  })

  it('refuses with its own status when the first page fails', async () => {
    mesh.script.refuse(exporting, new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only owners.'))
    const answer = await mesh.ask('GET', endless, { key: mesh.key() })
    mesh.script.allow(exporting)
    assert.deepEqual([answer.status, answer.json.error.code], [403, 'INSUFFICIENT_PERMISSIONS'])
  })

  it('503 for a third export of a workspace, and a place for the next when one ends', async () => {
    const responses = [await begin(), await begin()]
    try {
      const before = await settledCount()
      const refused = await mesh.ask('GET', endless, { key: mesh.key() })
      assert.deepEqual([refused.status, refused.headers.has('retry-after')], [503, true])
      // Not an export: the log must not tell of one.
      assert.equal(mesh.script.count(exporting), before)
    } finally {
      for (const response of responses) response.destroy()
    }
    await eventually(async () => {
      const whole = await mesh.ask('GET', '/api/v1/audit-log/export', { key: mesh.key() })
      assert.equal(whole.status, 200)
    })
  })

  it('503 for a third export of a user, whatever the workspace, and none for another user there', async () => {
    const keys = ['wks_home', 'wks_other', 'wks_private'].map((workspaceId) => mesh.key({ workspaceId }))
    const responses = [await begin(mesh, keys[0]), await begin(mesh, keys[1])]
    try {
      const third = await mesh.ask('GET', endless, { key: keys[2] ?? '' })
      assert.equal(third.status, 503)
      responses.push(await begin(mesh, mesh.key({ userId: 'usr_joe' })))
      assert.equal(responses.at(-1)?.statusCode, 200)
    } finally {
      for (const response of responses) response.destroy()
    }
  })

  it('503 for a third export of an operator key, which takes no place of another', async () => {
    const [one, other] = [mesh.operatorKey(), mesh.operatorKey()]
    const responses = [await begin(mesh, one), await begin(mesh, one)]
    try {
      assert.equal((await mesh.ask('GET', endless, { key: one })).status, 503)
      responses.push(await begin(mesh, other))
      assert.equal(responses.at(-1)?.statusCode, 200)
    } finally {
      for (const response of responses) response.destroy()
    }
  })

  it('tells in its last line of which workspaces and times it is', async () => {
    const whole = await mesh.ask('GET', '/api/v1/audit-log/export?all_workspaces=true', { key: mesh.operatorKey() })
    assert.deepEqual(JSON.parse(whole.text.trimEnd().split('\n').at(-1) ?? ''), {
      export: { complete: true, entries: 1, all_workspaces: true, from: null, to: '2026-01-06T09:30:00.000Z' },
    })
  })

  it('says that it is not complete when the gateway stops', async () => {
    const stopping = await startMesh()
    const response = await begin(stopping)
    await once(response, 'readable')
    const [{ last }] = await Promise.all([rest(response), stopping.stop()])
    assert.deepEqual([last.export.complete, last.export.error.code], [false, 'SERVICE_UNAVAILABLE'])
  })

  it('is in the digits under the seal, as the list is', async () => {
    const { text } = await mesh.ask('GET', '/api/v1/audit-log', { key: mesh.key() })
    assert.ok(text.includes('"limit":{"from":12345678901234567890,"to":1.0}'), text)
  })
})
