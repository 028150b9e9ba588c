import assert from 'node:assert/strict'
import { it } from 'node:test'
import { metricNames } from './metric-names.ts'

it('finds the metrics of an expression, and no label, function or range', () => {
  const expr =
    'topk(10, histogram_quantile(0.99, sum by (le, http_route) (rate(a_seconds_bucket{http_route!="/b_c"}[$__rate_interval])))) / max without (state) (d_total offset 1h)'
  assert.deepEqual(metricNames(expr), ['a_seconds_bucket', 'd_total'])
})
