import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mistakesIn } from './check-draft.ts'
import { contentOf } from './content.ts'
import { defaultCatalog } from './default-catalog.ts'
import { difference } from './difference.ts'
import type { FeatureDraft, PackageDraft } from './draft.ts'

const feature = (code: string, fields: Partial<FeatureDraft> = {}): FeatureDraft => ({
  ...{ code, name: code, type: 'limit', unit: '', reset: 'none', rollingDays: 0, parent: '', isActive: true },
  ...fields,
})
const bundle = (
  code: string,
  features: PackageDraft['features'],
  fields: Partial<PackageDraft> = {},
): PackageDraft => ({
  ...{ code, name: code, isBase: true, isStackable: false, isActive: true, features },
  ...fields,
})
const fieldsOf = (features: FeatureDraft[], packages: PackageDraft[] = []) =>
  Object.keys(mistakesIn({ features, packages }))

describe('a catalogue', () => {
  it('the default one is fine', () => {
    assert.deepEqual(mistakesIn(defaultCatalog), {})
  })

  it('names duplicate, empty, long and odd codes and names', () => {
    const odd = ['', 'Upper', 'a..b', '.a', 'a.', 'with space', 'x'.repeat(101)]
    for (const code of odd) assert.deepEqual(fieldsOf([feature(code, { name: 'Name' })]), ['features.0.code'])
    for (const code of ['a', '0', 'a.b-c_d.e', 'x'.repeat(100)]) assert.deepEqual(fieldsOf([feature(code)]), [], code)
    assert.deepEqual(fieldsOf([], [bundle('x'.repeat(50), [])]), [])
    assert.deepEqual(fieldsOf([], [bundle('x'.repeat(51), [])]), ['packages.0.code'])
    assert.deepEqual(fieldsOf([feature('a', { name: ' ' })]), ['features.0.name'])
    assert.deepEqual(fieldsOf([feature('a'), feature('a')]), ['features.1.code'])
    assert.deepEqual(fieldsOf([], [bundle('a', []), bundle('a', [])]), ['packages.1.code'])
  })

  it('refuses cycles, two levels, dangling parents and parents that are no limits', () => {
    assert.deepEqual(fieldsOf([feature('a', { parent: 'b' }), feature('b', { parent: 'a' })]), [
      'features.0.parent',
      'features.1.parent',
    ])
    assert.deepEqual(fieldsOf([feature('a', { parent: 'a' })]), ['features.0.parent'])
    assert.deepEqual(fieldsOf([feature('a'), feature('b', { parent: 'a' }), feature('c', { parent: 'b' })]), [
      'features.2.parent',
    ])
    assert.deepEqual(fieldsOf([feature('a', { parent: 'nobody' })]), ['features.0.parent'])
    assert.deepEqual(fieldsOf([feature('a', { type: 'boolean' }), feature('b', { parent: 'a' })]), [
      'features.1.parent',
    ])
  })

  it('bounds rolling windows: 1 to 365 days, and none without a rolling reset', () => {
    for (const rollingDays of [-1, 366, 1.5])
      assert.deepEqual(fieldsOf([feature('a', { reset: 'rolling', rollingDays })]), ['features.0.rolling_days'])
    for (const rollingDays of [1, 365])
      assert.deepEqual(fieldsOf([feature('a', { reset: 'rolling', rollingDays })]), [])
    assert.deepEqual(fieldsOf([feature('a', { rollingDays: 7 })]), ['features.0.rolling_days'])
    const { features } = contentOf({ features: [feature('a', { reset: 'rolling' })], packages: [] })
    assert.equal(features.get('a')?.rollingDays, 30)
  })

  it('grants what fits the feature: no limit for a boolean, a number or "unlimited" for a limit', () => {
    const features = [feature('on', { type: 'boolean' }), feature('limit'), feature('child', { parent: 'limit' })]
    const granted = (code: string, grant: PackageDraft['features'][number]['grant']) =>
      fieldsOf(features, [bundle('p', [{ code, grant }])])
    assert.deepEqual(granted('on', 3), ['packages.0.features.0.limit'])
    for (const grant of ['on', -1, 0.5, 2 ** 53] as const)
      assert.deepEqual(granted('limit', grant), ['packages.0.features.0.limit'])
    for (const grant of ['unlimited', 0, 2 ** 53 - 1] as const) assert.deepEqual(granted('limit', grant), [])
    assert.deepEqual(granted('child', 3), ['packages.0.features.0.code'])
    assert.deepEqual(granted('nobody', 3), ['packages.0.features.0.code'])
    const twice = bundle('p', [
      { code: 'limit', grant: 1 },
      { code: 'limit', grant: 2 },
    ])
    assert.deepEqual(fieldsOf(features, [twice]), ['packages.0.features.1.code'])
  })

  it('differs from another by what was added, changed and removed; the order says nothing', () => {
    const withIds = (draft: Parameters<typeof contentOf>[0]) => {
      const { features, packages } = contentOf(draft)
      return { features, packages: new Map([...packages].map(([code, one]) => [code, { ...one, id: `pkg_${code}` }])) }
    }
    const before = withIds({
      features: [feature('a'), feature('b'), feature('c')],
      packages: [
        bundle('p', [
          { code: 'a', grant: 1 },
          { code: 'b', grant: 2 },
        ]),
      ],
    })
    const same = contentOf({
      features: [feature('c'), feature('b'), feature('a')],
      packages: [
        bundle('p', [
          { code: 'b', grant: 2 },
          { code: 'a', grant: 1 },
        ]),
      ],
    })
    assert.deepEqual(difference(before, same), { added: [], changed: [], removed: [] })
    const other = contentOf({
      features: [feature('a', { name: 'Other' }), feature('b'), feature('d')],
      packages: [bundle('p', [{ code: 'a', grant: 5 }])],
    })
    assert.deepEqual(difference(before, other), {
      added: [{ kind: 'feature', code: 'd' }],
      changed: [
        { kind: 'feature', code: 'a' },
        { kind: 'package', code: 'p' },
      ],
      removed: [{ kind: 'feature', code: 'c' }],
    })
  })
})
