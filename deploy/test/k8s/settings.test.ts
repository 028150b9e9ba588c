import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { parse } from 'yaml'
import { containersOf, type Manifest, workloads } from './manifest.ts'
import { render } from './render.ts'

const compose: { services: Record<string, { environment: Record<string, unknown> }> } = parse(
  readFileSync(new URL('../../compose.yaml', import.meta.url), 'utf8'),
  { merge: true },
)
/** Servers, keys and tokens. RPC_…_URL are addresses, which every pod may know. */
const decides = (name: string) => /^(DATABASE_URL|NATS_URL|REDIS_URL|SECRETS_KEY|RPC_[A-Z]+_TOKEN)$/.test(name)

describe('what Kubernetes and compose give to a part', () => {
  let manifests: Manifest[]
  before(async () => {
    manifests = await render('development')
  })

  for (const part of ['gateway', 'identity', 'tenancy', 'webhooks'])
    it(`is the same servers, keys and tokens: ${part}`, () => {
      const pod = workloads(manifests).find(({ name }) => name === part)
      const container = pod && containersOf(pod).find(({ name }) => name === 'plinth')
      const inPod = (container?.env ?? []).map(({ name }) => name.replace(/_FILE$/, '')).filter(decides)
      const inCompose = Object.keys(compose.services[part]?.environment ?? {}).filter(decides)
      assert.ok(inPod.length > 2, `${inPod}`)
      assert.deepEqual(inPod.sort(), inCompose.sort())
    })
})
