import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ReplaysServiceService as Replays } from '@plinth/proto/webhooks/v1/replays.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

let mesh: Mesh
before(async () => {
  mesh = await startMesh()
})
after(() => mesh.stop())

describe('POST /webhooks/{id}/replay', () => {
  const body = { since: '2026-01-01T00:00:00Z', status: 'failed' }
  const ask = (query = '') => mesh.ask('POST', `/api/v1/webhooks/wh_1/replay${query}`, { key: mesh.key(), body })

  it('202 with how many it will send and has sent', async () => {
    const answer = await ask('?dry_run=false')
    assert.equal(answer.status, 202)
    assert.deepEqual(
      [answer.json.data['status'], answer.json.data['total'], answer.json.data['done']],
      ['running', 2, 0],
    )
    assert.deepEqual(mesh.script.last(Replays.createReplay).request, {
      endpointId: 'wh_1',
      since: new Date(body.since),
      until: undefined,
      status: 'failed',
      isDryRun: false,
    })
  })

  it('200 with the count alone in a dry run', async () => {
    const answer = await ask('?dry_run=true')
    assert.deepEqual([answer.status, answer.json], [200, { data: { total: 2 } }])
    assert.deepEqual((mesh.script.last(Replays.createReplay).request as { isDryRun: boolean }).isDryRun, true)
  })

  it('400 for a dry_run that is neither true nor false', async () => {
    assert.equal((await ask('?dry_run=maybe')).status, 400)
  })
})
