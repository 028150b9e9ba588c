import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Catalog, Feature } from '../../catalog/catalog.ts'
import type { EntitlementInputs } from './entitlement-inputs.ts'
import type { HeldBoost } from './held-boost.ts'
import type { HeldPackage } from './held-package.ts'
import { sourcesAt } from './sources.ts'

const day = (number: number) => new Date(Date.UTC(2026, 0, number))
const pool: Feature = {
  ...{ code: 'seats', name: 'Seats', type: 'limit', unit: '', reset: 'none', rollingDays: undefined },
  ...{ parent: undefined, isActive: true },
}
const catalog: Catalog = {
  features: new Map([['seats', pool]]),
  packages: new Map([
    [
      'pro',
      {
        ...{ id: 'pkg_1', code: 'pro', name: 'Pro', isBase: true, isStackable: false, isActive: true },
        grants: new Map([['seats', 5]]),
      },
    ],
  ]),
}
const held = (id: string, start: number): HeldPackage => ({
  ...{ id, package: 'pro', status: 'active', startsAt: day(start), expiresAt: undefined, anchor: day(start) },
})
const boost = (id: string, start: number): HeldBoost => ({
  ...{ id, feature: 'seats', type: 'add_limit', limit: 1, startsAt: day(start), expiresAt: undefined },
})

describe('the sources of a limit', () => {
  it('are packages, then boosts, as they began, in whatever order they were read', () => {
    const packages = [held('a', 3), held('c', 1), held('b', 1)]
    const boosts = [boost('y', 2), boost('x', 2), boost('z', 1)]
    for (const isReversed of [false, true]) {
      const owned = {
        ownerId: 'ns_1',
        packages: isReversed ? packages.toReversed() : packages,
        boosts: isReversed ? boosts.toReversed() : boosts,
      }
      const inputs: EntitlementInputs = {
        catalog,
        namespace: { ...owned, isActive: true, isUserOwned: false },
        workspace: undefined,
        user: undefined,
      }
      assert.deepEqual(
        sourcesAt('namespace', inputs, pool, day(9)).map(({ id }) => id),
        ['b', 'c', 'a', 'z', 'x', 'y'],
      )
    }
  })
})
