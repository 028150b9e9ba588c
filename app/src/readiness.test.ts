import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readinessChecks } from './readiness.ts'

const fine = async () => undefined
const broken = () => Promise.reject(new Error('no answer'))

describe('readinessChecks', () => {
  it('is ready when every check passes, and says what does not', async () => {
    const checks = readinessChecks()
    checks.add('database', fine)
    assert.deepEqual(await checks.readiness(), { ready: true, checks: { database: 'ok' } })
    checks.add('bus', broken)
    assert.deepEqual(await checks.readiness(), { ready: false, checks: { database: 'ok', bus: 'no answer' } })
  })

  it('shows an advisory check and stays ready', async () => {
    const checks = readinessChecks()
    checks.addAdvisory('limiter', broken)
    assert.deepEqual(await checks.readiness(), { ready: true, checks: { limiter: 'no answer' } })
  })

  it('answers many questions at once with one run', async () => {
    const checks = readinessChecks()
    let rounds = 0
    checks.add('database', async () => void rounds++)
    await Promise.all(Array.from({ length: 50 }, () => checks.readiness()))
    assert.equal(rounds, 1)
  })

  it('is not ready while it starts or stops', async () => {
    const checks = readinessChecks()
    checks.turnRed('starting')
    assert.deepEqual(await checks.readiness(), { ready: false, checks: { process: 'starting' } })
    checks.turnGreen()
    assert.deepEqual(await checks.readiness(), { ready: true, checks: {} })
    checks.turnRed('stopping')
    assert.deepEqual(await checks.readiness(), { ready: false, checks: { process: 'stopping' } })
  })
})
