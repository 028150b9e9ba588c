import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ChartSeries, drawnOf, spanOf } from './chart-content.ts'

const series = (name: string, look: ChartSeries['look'], values: (number | null)[]): ChartSeries => ({
  ...{ name, look, values, tone: 'accent' },
})

describe('the content of a chart', () => {
  it('stacks bars, the highest drawn first, and leaves lines as they are, above them', () => {
    const given = [
      series('ok', 'bars', [3, null, 1]),
      series('p95', 'line', [9, 8, 7]),
      series('bad', 'bars', [1, 2, 0]),
    ]
    const drawn = drawnOf(given).map(({ name, values }) => [name, values])
    assert.deepEqual(drawn, [
      ['bad', [4, 2, 1]],
      ['ok', [3, null, 1]],
      ['p95', [9, 8, 7]],
    ])
  })

  it('shows bars at its ends whole, and a lone moment with an hour around it', () => {
    const at = [1_000, 5_000, 7_000]
    assert.deepEqual(spanOf({ at, series: [series('used', 'line', [1, 2, 3])] }), [1_000, 7_000])
    assert.deepEqual(spanOf({ at, series: [series('ok', 'bars', [1, 2, 3])] }), [0, 8_000])
    assert.deepEqual(spanOf({ at: [7_200_000], series: [series('used', 'line', [1])] }), [5_400_000, 9_000_000])
  })
})
