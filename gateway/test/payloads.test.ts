import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('what events and changes hold', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
  })
  after(() => mesh?.stop())

  // Spaces, digits and order that reading and printing would change: so a large payload costs what its bytes do.
  const data = '"data":{ "n": 1.0, "units":12345678901234567890'
  for (const [path, text] of [
    ['/events', data],
    ['/events/evt_1', data],
    ['/events?fields=data', data],
    ['/webhooks/wh_1/deliveries/del_1', data],
    ['/webhooks/wh_1/poll', data],
    ['/audit-log', '"limit":{"from":12345678901234567890,"to":1.0}'],
  ] as const)
    it(`is shown as it is stored: ${path}`, async () => {
      const answer = await mesh.ask('GET', `/api/v1${path}`, { key: mesh.key() })
      assert.equal(answer.status, 200, answer.text)
      assert.ok(answer.text.includes(text), answer.text)
    })
})
