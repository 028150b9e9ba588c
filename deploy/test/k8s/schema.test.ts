import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type Manifest, ofKind } from './manifest.ts'
import { developmentSecrets, exampleSecretNames, overlayNames, render } from './render.ts'
import { schemaMistakes } from './strict-schema.ts'

const broken = (change: (manifests: Manifest[]) => void, manifests: readonly Manifest[]) => {
  const copy = structuredClone([...manifests])
  change(copy)
  return copy.flatMap(schemaMistakes)
}

describe('every overlay', () => {
  for (const overlay of overlayNames) {
    it(`builds, and has no unknown field and no wrong type: ${overlay}`, async () => {
      const manifests = await render(overlay)
      assert.ok(manifests.length > 30)
      assert.deepEqual(manifests.flatMap(schemaMistakes), [])
    })
  }

  it('leaves the Job as it is when a setting or a secret changes: Kubernetes refuses another Job of the same name', async () => {
    for (const overlay of overlayNames) {
      const changed = await render(overlay, (folder) => {
        appendFileSync(join(folder, 'base/settings.env'), 'LOG_LEVEL=debug\n')
        appendFileSync(join(folder, 'overlays/development/secrets.env'), 'AUDIT_SEAL_URL=https://seals.example.com\n')
      })
      const before = await render(overlay)
      assert.notDeepEqual(ofKind(changed, 'Deployment'), ofKind(before, 'Deployment'), overlay)
      assert.deepEqual(ofKind(changed, 'Job'), ofKind(before, 'Job'), overlay)
    }
  })

  it('names each object once', async () => {
    for (const overlay of overlayNames) {
      const names = (await render(overlay)).map(({ kind, metadata }) => `${kind} ${metadata.name}`)
      assert.deepEqual(names, [...new Set(names)])
    }
  })

  it('takes the secrets that its example tells people to fill in', () => {
    assert.deepEqual(exampleSecretNames().sort(), Object.keys(developmentSecrets).sort())
  })
})

describe('the schema check', () => {
  it('finds an unknown field, a wrong type and an unknown kind, of our kinds and of others', async () => {
    const manifests = await render('production')
    const inGateway = (change: (container: object) => void) => (copy: Manifest[]) => {
      const gateway = ofKind(copy, 'Deployment').find(({ metadata }) => metadata?.name === 'gateway')
      const [container] = gateway?.spec?.template.spec?.containers ?? []
      assert.ok(container)
      change(container)
    }
    const cases: [(copy: Manifest[]) => void, RegExp][] = [
      [inGateway((container) => Object.assign(container, { readynessProbe: {} })), /readynessProbe: unknown field/],
      [inGateway((container) => Object.assign(container, { args: 'start' })), /args: is no list/],
      [inGateway((container) => Object.assign(container, { ports: [{ containerPort: '8080' }] })), /is no number/],
      [inGateway((container) => Object.assign(container, { stdin: 'yes' })), /is no boolean/],
      [inGateway((container) => Object.assign(container, { resources: { limits: [] } })), /limits: is no map/],
      [(copy) => Object.assign(copy[0] ?? {}, { kind: 'Namespce' }), /has no Namespce/],
      [(copy) => Object.assign(copy.find(({ kind }) => kind === 'Certificate') ?? {}, { spec: {} }), /Certificate/],
      [
        (copy) => Object.assign(ofKind(copy, 'ServiceMonitor')[0]?.spec ?? {}, { endpoint: [] }),
        /ServiceMonitor .*endpoint/,
      ],
    ]
    for (const [change, expected] of cases) assert.match(broken(change, manifests).join('\n'), expected)
  })
})
