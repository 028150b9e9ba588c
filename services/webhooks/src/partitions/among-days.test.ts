import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { amongDays, groupedByDays } from './among-days.ts'

const dayAt = (at: number) => `2026-11-${String(at + 10)}`
const days = (count: number) => Array.from({ length: count }, (_, at) => dayAt(at))

describe('days as parameters', () => {
  it('are eight, each a parameter of its own', () => {
    const three = amongDays('d.event_day', [...days(1), ...days(3)], 5)
    assert.equal(
      three.sql,
      'd.event_day = ANY (ARRAY[$5::date, $6::date, $7::date, $8::date, $9::date, $10::date, $11::date, $12::date])',
    )
    assert.deepEqual([three.values.length, new Set(three.values)], [8, new Set(days(3))])
    assert.equal(amongDays('day', [], 1).values.length, 8)
    assert.throws(() => amongDays('day', days(9), 1), /more than 8 days/)
  })
})

describe('rows of several days', () => {
  it('are in as few groups of at most eight days as there can be, each row once', () => {
    const rows = Array.from({ length: 40 }, (_, at) => ({ at, eventDay: dayAt(at % 17) }))
    const groups = groupedByDays(rows)
    assert.equal(groups.length, 3)
    for (const group of groups) assert.ok(new Set(group.map(({ eventDay }) => eventDay)).size <= 8)
    assert.deepEqual(
      groups.flat().toSorted((one, other) => one.at - other.at),
      rows,
    )
    assert.deepEqual(groupedByDays([]), [])
  })
})
