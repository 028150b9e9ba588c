import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { AssignmentsServiceService as Assignments } from '@plinth/proto/tenancy/v1/assignments.ts'
import { PlanPreviewsServiceService as PlanPreviews } from '@plinth/proto/tenancy/v1/plan_previews.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

let mesh: Mesh
before(async () => {
  mesh = await startMesh()
})
after(() => mesh.stop())

const difference = {
  at: '2026-01-01T00:00:00.000Z',
  features: [{ code: 'storage', before: 10, after: 'unlimited', used: 6, would_refuse: false }],
}
const boost = { feature: 'storage', type: 'add_limit', limit: 5, duration: 'permanent' }

describe('a dry run of a plan change', () => {
  for (const [method, path, body, $case] of [
    ['POST', 'packages', { package: 'pro' }, 'assignPackage'],
    ['DELETE', 'packages/asg_1', undefined, 'cancelAssignment'],
    ['POST', 'packages/asg_1/suspend', undefined, 'suspendAssignment'],
    ['POST', 'packages/asg_1/reactivate', undefined, 'reactivateAssignment'],
    ['POST', 'packages/asg_1/renew', {}, 'renewAssignment'],
    ['POST', 'boosts', boost, 'createBoost'],
    ['DELETE', 'boosts/bst_1', undefined, 'deleteBoost'],
  ] as const)
    for (const [kind, place] of [
      ['namespace', '/namespaces/ns_1'],
      ['workspace', '/workspaces/wks_home'],
    ] as const)
      it(`200 with the difference: ${method} ${place}/${path}`, async () => {
        const options = { key: mesh.operatorKey(), ...(body === undefined ? {} : { body }) }
        const answer = await mesh.ask(method, `/api/v1${place}/${path}?dry_run=true`, options)
        assert.deepEqual([answer.status, answer.json], [200, { data: difference }])
        const { change } = mesh.script.last(PlanPreviews.previewPlanChange).request as {
          change: { $case: string; value: { owner: { owner: { $case: string } } } }
        }
        const named = kind === 'namespace' ? 'namespaceIdOrUuid' : 'workspaceIdOrSlug'
        assert.deepEqual([change.$case, change.value.owner.owner.$case], [$case, named])
      })

  it('asks for the change itself when dry_run is false', async () => {
    const options = { key: mesh.operatorKey(), body: { package: 'pro' } }
    const answer = await mesh.ask('POST', '/api/v1/namespaces/ns_1/packages?dry_run=false', options)
    assert.deepEqual([answer.status, answer.json.data['id']], [201, 'asg_1'])
    assert.equal((mesh.script.last(Assignments.assignPackage).request as { packageCode: string }).packageCode, 'pro')
  })
})
