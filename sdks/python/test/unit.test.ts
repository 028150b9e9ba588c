import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { fromSources, needs, python, run, sdkFolder } from './python.ts'

describe('The Python SDK by itself', () => {
  before(() => needs('python3-pytest', 'python3-httpx', 'openssl'))

  it('passes its own tests', async (t) => {
    const output = await run(python, ['-m', 'pytest', `${sdkFolder}test/unit`], { env: fromSources })
    const [, passed] = /(\d+) passed/.exec(output) ?? []
    t.diagnostic(`${passed} tests`)
    assert.ok(Number(passed) > 0, output)
    assert.doesNotMatch(output, /skipped|xfailed|deselected/)
  })
})
