import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDay } from './days.ts'

it('a period has each of its days, those without a request, too', () => {
  const totals = { requests: 3, success: 2, errors: 1, success_rate: 66.67 }
  const period = { from: '2026-01-30T16:00:00.000Z', to: '2026-02-02T00:00:00.000Z' }
  const days = eachDay([{ group: '2026-01-31', totals }], period)
  assert.deepEqual(
    days.map(({ at, success, errors }) => [new Date(at).toISOString().slice(0, 10), success, errors]),
    [
      ['2026-01-30', 0, 0],
      ['2026-01-31', 2, 1],
      ['2026-02-01', 0, 0],
    ],
  )
})
