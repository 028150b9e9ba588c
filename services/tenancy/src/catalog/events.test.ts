import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Catalog, Grant, Package } from './catalog.ts'
import type { CatalogContent } from './difference.ts'
import { difference } from './difference.ts'
import { catalogUpdated } from './events.ts'

const bundle = (code: string, grants: Record<string, Grant>): Package => ({
  ...{ id: `pkg_${code}`, code, name: code, isBase: true, isStackable: false, isActive: true },
  grants: new Map(Object.entries(grants)),
})
const withPackages = (...packages: Package[]): Catalog => ({
  features: new Map(),
  packages: new Map(packages.map((one) => [one.code, one])),
})
const changes = (before: Catalog, after: CatalogContent) =>
  catalogUpdated(before, after, difference(before, after)).changes

describe('the event of a changed catalogue', () => {
  it('names the one grant that changed, of however many', () => {
    const pro = (last: Grant) =>
      bundle('pro', { ...Object.fromEntries(Array.from({ length: 59 }, (_, at) => [`feature-${at}`, 10])), last })
    assert.deepEqual(changes(withPackages(pro(100)), withPackages(pro(1_000_000))), {
      'package.pro/features/last': { from: 100, to: 1_000_000 },
    })
  })

  it('keeps codes with dots apart', () => {
    const before = withPackages(bundle('pro', { name: 1 }), { ...bundle('pro.features', {}), name: 'One' })
    const after = withPackages(bundle('pro', { name: 2 }), { ...bundle('pro.features', {}), name: 'Two' })
    assert.deepEqual(changes(before, after), {
      'package.pro/features/name': { from: 1, to: 2 },
      'package.pro.features/name': { from: 'One', to: 'Two' },
    })
  })

  it('has every grant of a package that is new or gone', () => {
    const [none, one] = [withPackages(), withPackages(bundle('extra', { seats: 5, exports: 'on' }))]
    const fields = {
      ...{ name: 'extra', is_base: true, is_stackable: false, is_active: true },
      ...{ 'features/seats': 5, 'features/exports': 'on' },
    }
    const each = (pair: (value: unknown) => object) =>
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [`package.extra/${name}`, pair(value)]))
    assert.deepEqual(
      changes(none, one),
      each((to) => ({ from: null, to })),
    )
    assert.deepEqual(
      changes(one, none),
      each((from) => ({ from, to: null })),
    )
  })
})
