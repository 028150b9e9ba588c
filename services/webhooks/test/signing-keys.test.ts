import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { eventually, make } from '@plinth/testkit'
import { emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

const box = secretBox([randomBytes(32)])
let opened = 0
const open = (sealed: Uint8Array) => {
  opened++
  return box.open(sealed)
}

let harness: Harness
before(async () => {
  harness = await startHarness({}, { secrets: { ...box, open } })
})
after(() => harness.stop())

describe('the secret of an endpoint', () => {
  it('is decrypted once in a process, for its tests and its deliveries', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url }), { context })
    await harness.endpoints.testEndpoint({ id: endpoint?.id ?? '' }, { context })
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(() => assert.equal(receiver.requests.length, 2))
    assert.equal(opened, 1)
  })
})
