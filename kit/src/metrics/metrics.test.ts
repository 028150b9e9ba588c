import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { counter, gauge, histogram, metricsText } from './index.ts'

const linesOf = async (name: string) => (await metricsText()).split('\n').filter((line) => line.includes(name))

describe('metrics', () => {
  it('shows a counter by its labels, their values escaped, and one without labels from the start', async () => {
    const failures = counter({ name: 'test_failures_total', help: 'Failures.', labels: ['reason', 'part'] })
    counter({ name: 'test_plain_total', help: 'Plain.', labels: [] })
    failures.add(2, 'a "quoted" \\ one', 'x')
    failures.add(1, 'a "quoted" \\ one', 'x')
    assert.deepEqual(await linesOf('test_failures_total'), [
      '# HELP test_failures_total Failures.',
      '# TYPE test_failures_total counter',
      'test_failures_total{reason="a \\"quoted\\" \\\\ one",part="x"} 3',
    ])
    assert.equal((await linesOf('test_plain_total')).at(-1), 'test_plain_total 0')
  })

  it('shows a counter with labels at 0 once it is begun, and begins none anew', async () => {
    const lost = counter({ name: 'test_lost_total', help: 'Lost.', labels: ['part'] })
    for (const part of ['a', 'b', 'b']) lost.begin(part)
    lost.add(2, 'a')
    lost.begin('a')
    assert.deepEqual((await linesOf('test_lost_total')).slice(2), [
      'test_lost_total{part="a"} 2',
      'test_lost_total{part="b"} 0',
    ])
  })

  it('counts together what parts of one process count under one name', async () => {
    const shape = { name: 'test_shared_total', help: 'Shared.', labels: ['part'] } as const
    counter(shape).add(1, 'a')
    counter(shape).add(2, 'a')
    assert.deepEqual(await linesOf('test_shared_total'), [
      '# HELP test_shared_total Shared.',
      '# TYPE test_shared_total counter',
      'test_shared_total{part="a"} 3',
    ])
    // In another order they would be counted under each other's names.
    for (const labels of [[], ['part', 'verb'], ['verb']])
      assert.throws(() => counter({ ...shape, labels }), /test_shared_total is counted by \[part\] and by/)
  })

  it('shows a histogram with buckets that hold what is not above their bound', async () => {
    const sizes = histogram({ name: 'test_size_bytes', help: 'Sizes.', labels: ['kind'], bounds: [1, 10] })
    for (const value of [0.5, 1, 2, 11]) sizes.observe(value, 'a')
    assert.deepEqual(await linesOf('test_size_bytes'), [
      '# HELP test_size_bytes Sizes.',
      '# TYPE test_size_bytes histogram',
      'test_size_bytes_bucket{kind="a",le="1"} 2',
      'test_size_bytes_bucket{kind="a",le="10"} 3',
      'test_size_bytes_bucket{kind="a",le="+Inf"} 4',
      'test_size_bytes_sum{kind="a"} 14.5',
      'test_size_bytes_count{kind="a"} 4',
    ])
  })

  it('asks the sources of a gauge at each scrape, and leaves out those that fail and those that are gone', async () => {
    const lag = gauge({ name: 'test_lag_seconds', help: 'Lag.', labels: ['part'] })
    const forget = lag.read(() => [{ value: 1, labels: ['a'] }])
    lag.read(() => Promise.reject(new Error('no database')))
    lag.read(async () => [{ value: 2, labels: ['b'] }])
    assert.deepEqual(await linesOf('test_lag_seconds{'), [
      'test_lag_seconds{part="a"} 1',
      'test_lag_seconds{part="b"} 2',
    ])
    forget()
    assert.deepEqual(await linesOf('test_lag_seconds{'), ['test_lag_seconds{part="b"} 2'])
  })

  it('keeps no more than 2,000 series of one metric: what comes later is counted together', async () => {
    const many = counter({ name: 'test_many_total', help: 'Many.', labels: ['a', 'b'] })
    for (let at = 0; at < 5_000; at++) many.add(1, `v${at}`, 'x')
    const lines = await linesOf('test_many_total{')
    assert.equal(lines.length, 2_001)
    assert.equal(lines.at(-1), 'test_many_total{a="other",b="other"} 3000')
  })
  it('counts later series together by the labels that it keeps: an alert on their values still sees them', async () => {
    const kept = counter({ name: 'test_kept_total', help: 'Kept.', labels: ['route', 'status'], kept: ['status'] })
    for (let at = 0; at < 3_000; at++) kept.add(1, `/v${at}`, '404')
    kept.add(1, '/late', '503')
    const lines = await linesOf('test_kept_total{')
    assert.equal(lines.length, 2_002)
    assert.deepEqual(lines.slice(-2), [
      'test_kept_total{route="other",status="404"} 1000',
      'test_kept_total{route="other",status="503"} 1',
    ])
  })
})
