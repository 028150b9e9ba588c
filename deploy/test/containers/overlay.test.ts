import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { firstDelivery } from '../../../e2e/src/journeys/first-delivery.contract.ts'
import { type RunningOverlay, startOverlay } from './overlay.ts'

// `npm run test:tls -w deploy` runs the other one: mutual TLS between the parts.
const name = process.env['OVERLAY'] ?? 'development'
let overlay: RunningOverlay | undefined
before(async () => {
  overlay = await startOverlay(name)
})
after(() => overlay?.stop())

// Containers made from the rendered manifests: our image with PostgreSQL, NATS and Redis beside it.
firstDelivery(`as the ${name} overlay`, async () => {
  assert.ok(overlay)
  return { ...overlay, stop: async () => undefined }
})

describe(`the ${name} overlay`, () => {
  it('passes every probe of every pod', async () => {
    const asked = (await overlay?.probes()) ?? []
    assert.deepEqual(
      asked.filter(({ outcome }) => outcome !== 'ok'),
      [],
    )
    assert.equal(asked.length, 4 * 3 + 3 * 2)
  })

  it('ends with exit code 0 within its grace when told to go', async () => {
    const ended = (await overlay?.stopped()) ?? []
    assert.deepEqual(ended.map(({ pod, exitCode }) => `${pod} ${exitCode}`).sort(), [
      'gateway 0',
      'identity 0',
      'tenancy 0',
      'webhooks 0',
    ])
  })
})
