import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { PlinthError } from '@plinth/kit/errors'
import { openLog } from '@plinth/kit/log'
import { newOneTimeToken } from '@plinth/kit/secrets/one-time-token'
import { EndpointsServiceService as Endpoints } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('the log of what operators write', () => {
  const lines: string[] = []
  let mesh: Mesh
  let key: string
  before(async () => {
    const log = openLog({ level: 'info', name: 'gateway', stream: { write: (line) => lines.push(line) } })
    mesh = await startMesh({}, new SystemClock(), log)
    key = mesh.operatorKey()
  })
  after(() => mesh?.stop())
  beforeEach(() => {
    lines.length = 0
  })
  const ask = (method: string, path: string, body?: unknown) =>
    mesh.ask(method, `/api/v1${path}`, { key, headers: { 'x-workspace-id': 'wks_home' }, body })
  const logged = () =>
    lines
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === 'an operator key was used to write')
      .map(({ operation, params, status }) => [operation, params, status])

  it('has a write, and nothing that only reads, though it be a POST', async () => {
    const question = { feature: 'storage', quantity: 1 }
    assert.equal((await ask('POST', '/namespaces/ns_1/entitlements/check', question)).status, 200)
    assert.equal((await ask('GET', '/webhooks')).status, 200)
    assert.deepEqual(logged(), [])
    assert.equal((await ask('DELETE', '/webhooks/wh_1')).status, 204)
    assert.deepEqual(logged(), [['webhooks.delete', { webhook_id: 'wh_1' }, 204]])
  })

  it('has each operation of a batch, also one that was refused, without the key and the bodies', async () => {
    mesh.script.refuse(Endpoints.updateEndpoint, new PlinthError('RESOURCE_NOT_FOUND', 'No endpoint wh_9.'))
    const operations = [
      { action: 'create', data: { url: 'https://example.test/secret-path', events: ['*'] } },
      { action: 'update', id: 'wh_9', data: { description: 'confidential' } },
      { action: 'delete', id: 'wh_1' },
    ]
    const answer = await ask('POST', '/webhooks/batch', { operations })
    mesh.script.allow(Endpoints.updateEndpoint)
    assert.equal(answer.status, 200, answer.text)
    assert.deepEqual(logged(), [
      ['webhooks.create', {}, 201],
      ['webhooks.update', { webhook_id: 'wh_9' }, 404],
      ['webhooks.delete', { webhook_id: 'wh_1' }, 204],
      ['webhooks.batch', {}, 200],
    ])
    assert.doesNotMatch(lines.join(''), new RegExp(`${key}|secret-path|confidential|whsec_`))
  })

  it('has no key and no token that was sent in place of an id', async () => {
    const leaked = mesh.key()
    const token = newOneTimeToken('inv_tok_').token
    await ask('DELETE', `/api-keys/${leaked}`)
    await ask('DELETE', `/workspaces/wks_home/invitations/${token}`)
    assert.deepEqual(
      logged().map(([operation, params]) => [operation, params]),
      [
        ['api-keys.revoke', { key_id: '{key_id}' }],
        ['invitations.delete', { workspace_id: 'wks_home', invitation_id: '{invitation_id}' }],
      ],
    )
    assert.doesNotMatch(lines.join(''), new RegExp(`${leaked}|${token}`))
  })
})
