import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { allOwners, changeTimes } from './owner-changes.ts'

function scene(idsMax = 100) {
  const now = { ms: 10 }
  return { now, ...changeTimes(() => now.ms, idsMax) }
}

describe('owner changes', () => {
  it('are those of the owners named, from the moment of the question on', () => {
    const { now, note, haveBeen } = scene()
    note(['a'])
    assert.deepEqual([haveBeen(['a'], 9), haveBeen(['a'], 10), haveBeen(['a'], 11)], [true, true, false])
    assert.deepEqual([haveBeen(['b'], 9), haveBeen(['b', 'a'], 9), haveBeen([], 9)], [false, true, false])
    now.ms = 20
    note(['a', 'b'])
    assert.deepEqual([haveBeen(['a'], 11), haveBeen(['b'], 20), haveBeen(['b'], 21)], [true, true, false])
  })

  it('are those of every owner when all owners are named', () => {
    const { note, haveBeen } = scene()
    note([allOwners])
    assert.deepEqual([haveBeen(['a'], 10), haveBeen(['a'], 11)], [true, false])
  })

  it("may be any owner's once there are too many to keep, and are kept within bounds", () => {
    const { now, note, haveBeen } = scene(2)
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      now.ms++
      note([id])
    }
    // a and b (11, 12) are forgotten; c, d (13, 14) and e (15) are not.
    assert.deepEqual(
      [11, 12, 13, 14].map((sinceMs) => haveBeen(['stranger'], sinceMs)),
      [true, true, true, false],
    )
    assert.deepEqual([haveBeen(['d'], 14), haveBeen(['e'], 15), haveBeen(['c'], 14)], [true, true, false])
  })
})
