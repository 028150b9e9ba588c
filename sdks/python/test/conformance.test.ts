import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { runCases } from '@plinth/sdk-conformance'
import { type InstalledPackage, installedPackage } from './installed.ts'
import { sdkFolder } from './python.ts'

describe('The conformance cases, in Python with the package as installed', () => {
  let installed: InstalledPackage
  before(async () => {
    installed = await installedPackage()
  })

  for (const client of ['sync', 'async']) {
    it(`the ${client} client`, async (t) => {
      const args = [`${sdkFolder}test/conformance/run.py`, client]
      const { passed, failures } = await runCases({ command: installed.python, args })
      t.diagnostic(`${passed.length} cases`)
      assert.deepEqual(failures, [])
      assert.ok(passed.length > 0)
    })
  }
})
