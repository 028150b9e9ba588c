import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { runCases } from '@plinth/sdk-conformance'
import { fromSources, needs, python, sdkFolder } from './python.ts'

describe('The conformance cases, in Python', () => {
  before(() => needs('python3-httpx'))

  for (const client of ['sync', 'async']) {
    it(`the ${client} client`, async (t) => {
      const args = [`${sdkFolder}test/conformance/run.py`, client]
      const { passed, failures } = await runCases({ command: python, args, env: fromSources })
      t.diagnostic(`${passed.length} cases`)
      assert.deepEqual(failures, [])
      assert.ok(passed.length > 0)
    })
  }
})
