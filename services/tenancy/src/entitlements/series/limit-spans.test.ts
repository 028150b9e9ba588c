import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Catalog, Feature } from '../../catalog/catalog.ts'
import type { HeldPackage } from '../grants/held-package.ts'
import { limitSpans } from './limit-spans.ts'

const at = (minutes: number) => new Date(Date.UTC(2027, 10, 1) + minutes * 60_000)
const pool: Feature = {
  ...{ code: 'seats', name: 'Seats', type: 'limit', unit: '', reset: 'none', rollingDays: undefined },
  ...{ parent: undefined, isActive: true },
}
const addOn = { id: 'pkg_1', code: 'add-on', name: 'Add-on', isBase: false, isStackable: true, isActive: true }
const catalog: Catalog = {
  features: new Map([[pool.code, pool]]),
  packages: new Map([[addOn.code, { ...addOn, grants: new Map([[pool.code, 1]]) }]]),
}

it('looks at a suspension a few times, however many packages and suspensions there are', () => {
  const held = {
    package: addOn.code,
    status: 'active',
    startsAt: at(-1),
    expiresAt: undefined,
    anchor: at(-1),
  } as const
  const packages = Array.from({ length: 50 }, (_, n): HeldPackage => ({ ...held, id: `asg_${n}` }))
  let looks = 0
  const toggles = Array.from({ length: 500 }, (_, n) => ({
    get assignmentId() {
      looks += 1
      return `asg_${n % 50}`
    },
    at: at(n + 1),
    isSuspended: Math.floor(n / 50) % 2 === 0,
  }))
  const spans = limitSpans(catalog, pool, { packages, boosts: [], toggles }, { from: at(0), to: at(1_000) })
  assert.ok(looks <= 3 * toggles.length, `${looks} looks at ${toggles.length} suspensions`)
  // The 50 packages are suspended one after the other, then reactivated one after the other, five times.
  const limitAfter = (count: number) => (count % 100 <= 50 ? 50 - (count % 100) : (count % 100) - 50)
  assert.deepEqual(
    spans.map(({ start, grant }) => [start, grant ?? 0]),
    Array.from({ length: 501 }, (_, count) => [at(count), limitAfter(count)]),
  )
  assert.deepEqual(spans.at(-1)?.end, at(1_000))
})

it('takes a package as it is when no suspension of it is known, and as the opposite before its first known one', () => {
  const held = {
    package: addOn.code,
    status: 'suspended',
    startsAt: at(-1),
    expiresAt: undefined,
    anchor: at(-1),
  } as const
  const packages: HeldPackage[] = ['asg_1', 'asg_2', 'asg_3'].map((id) => ({ ...held, id }))
  const toggles = [
    { assignmentId: 'asg_1', at: at(5), isSuspended: true },
    { assignmentId: 'asg_3', at: at(7), isSuspended: false },
  ]
  const spans = limitSpans(catalog, pool, { packages, boosts: [], toggles }, { from: at(0), to: at(9) })
  assert.deepEqual(
    spans.map(({ start, grant }) => [start, grant]),
    [
      [at(0), 1],
      [at(5), undefined],
      [at(7), 1],
    ],
  )
})
