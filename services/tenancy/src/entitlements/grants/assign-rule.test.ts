import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { assignRule } from './assign-rule.ts'
import { type HeldPackage, heldPackagesMax } from './held-package.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, n))
const held = (id: string, more: Partial<HeldPackage & { isBase: boolean }> = {}) => ({
  ...{ id, package: id, status: 'active' as const, startsAt: day(1), expiresAt: undefined, anchor: day(1) },
  isBase: false,
  ...more,
})
const now = { now: day(10), startsAt: day(10) }
const base = { code: 'base', isBase: true, isStackable: false }
const single = { code: 'single', isBase: false, isStackable: false }

describe('assigning a package', () => {
  it('a base package takes the place of those that have begun, and ends where a later one begins', () => {
    const before = held('small', { isBase: true })
    const later = held('large', { isBase: true, startsAt: day(20) })
    const ended = held('old', { isBase: true, expiresAt: day(5) })
    assert.deepEqual(assignRule([before, later, ended, held('extra')], base, now), {
      next: later,
      replaced: [before],
    })
    const short = held('short', { isBase: true, expiresAt: day(25) })
    assert.deepEqual(assignRule([before, later, short], base, { ...now, startsAt: day(25) }), {
      next: undefined,
      replaced: [before, later],
    })
  })

  it('an add-on replaces nothing, and is held once unless it is stackable', () => {
    const packages = [held('small', { isBase: true }), held('single')]
    assert.equal(assignRule(packages, single, now), 'NOT_STACKABLE')
    const free = { next: undefined, replaced: [] }
    assert.deepEqual(assignRule(packages, { ...single, isStackable: true }, now), free)
    assert.deepEqual(assignRule([held('single', { expiresAt: day(9) })], single, now), free)
  })

  it('an owner holds a bounded number', () => {
    const packages = Array.from({ length: heldPackagesMax }, (_, n) => held(`extra-${n}`))
    assert.equal(assignRule(packages, base, now), 'TOO_MANY')
  })
})
