import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { CatalogServiceService as Catalog } from '@plinth/proto/tenancy/v1/catalog.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { EndpointsServiceService as Endpoints } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { errorCodesOf } from '../src/openapi/error-codes-of.ts'
import { workspaces } from '../src/resources/workspaces.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const conflict = new PlinthError('STATE_CONFLICT', 'Not in this state.')
const forbidden = new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only an operator may do this.')
const refusals = [
  ['a test of a webhook of the kind poll', 'POST', '/webhooks/wh_1/test', Endpoints.testEndpoint, conflict],
  ['an order for a long queue', 'PATCH', '/webhooks/wh_1', Endpoints.updateEndpoint, conflict],
  ['assignments for a workspace', 'GET', '/packages?include=assignments', Catalog.listPackages, forbidden],
] as const

describe('the document of the API names', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
  })
  after(() => mesh.stop())

  for (const [what, method, path, called, refusal] of refusals) {
    // `ask` throws when the document does not have the code.
    it(`the refusal of ${what}: ${refusal.code}`, async () => {
      mesh.script.refuse(called, refusal)
      try {
        const body = method === 'PATCH' ? { body: { ordering: 'key' } } : {}
        const { json } = await mesh.ask(method, `/api/v1${path}`, { key: mesh.key(), ...body })
        assert.equal(json.error.code, refusal.code)
      } finally {
        mesh.script.allow(called)
      }
    })
  }

  it('no conflict for a workspace that is suspended, or active, already: it stays as it is', async () => {
    for (const record of [workspaces.suspend, workspaces.reactivate]) {
      assert.equal(errorCodesOf(record).includes('STATE_CONFLICT'), false)
      const path = `/api/v1${record.path.replace('{workspace_id}', 'wks_home')}`
      assert.equal((await mesh.ask('POST', path, { key: mesh.operatorKey(), body: {} })).status, 200)
    }
    assert.equal(mesh.script.count(Workspaces.suspendWorkspace), 1)
  })
})
