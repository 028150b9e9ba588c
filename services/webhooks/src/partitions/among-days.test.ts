import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { amongDays } from './among-days.ts'

const days = (count: number) => Array.from({ length: count }, (_, at) => `2026-11-${String(at + 10)}`)

describe('days as parameters', () => {
  it('are eight, each a parameter of its own', () => {
    const three = amongDays('d.event_day', [...days(1), ...days(3)], 5)
    assert.equal(
      three.sql,
      'd.event_day = ANY (ARRAY[$5::date, $6::date, $7::date, $8::date, $9::date, $10::date, $11::date, $12::date])',
    )
    assert.deepEqual([three.values.length, new Set(three.values)], [8, new Set(days(3))])
  })

  it('are eight more for each eight that there are more, and none is left out', () => {
    for (const [count, length] of [
      [0, 8],
      [8, 8],
      [9, 16],
      [17, 24],
    ] as const) {
      const { values } = amongDays('day', days(count), 1)
      assert.equal(values.length, length)
      assert.ok(days(count).every((day) => values.includes(day)))
    }
  })
})
