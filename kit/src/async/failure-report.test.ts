import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FailureReport } from './failure-report.ts'

describe('a failure report', () => {
  it('names the first of consecutive failures, then one a minute, and the first after a success', (context) => {
    context.mock.method(performance, 'now', () => nowMs)
    let nowMs = 1_000
    const reported: number[] = []
    const report = new FailureReport((_, failures) => reported.push(failures))
    for (let n = 0; n < 40; n++) report.failed(new Error('away'))
    assert.deepEqual(reported, [1])
    nowMs += 60_000
    report.failed(new Error('away'))
    assert.deepEqual(reported, [1, 41])
    report.succeeded()
    report.failed(new Error('away'))
    assert.deepEqual(reported, [1, 41, 1])
  })
})
