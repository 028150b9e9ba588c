import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { closedRequests, runClosed } from '@plinth/sdk-conformance'
import { type InstalledPackage, installedPackage } from './installed.ts'
import { sdkFolder } from './python.ts'

describe('The Python SDK in a closed network', () => {
  let installed: InstalledPackage
  before(async () => {
    installed = await installedPackage()
  })

  for (const client of ['sync', 'async']) {
    it(`the ${client} client asks the given address alone and shows its key nowhere`, async () => {
      const args = [`${sdkFolder}test/closed_network.py`, client]
      const { output, ...seen } = await runClosed({ command: installed.python, args })
      assert.deepEqual(
        seen,
        { end: 0, requests: closedRequests, elsewhere: { connections: 0, datagrams: 0 }, keyFoundIn: [] },
        output,
      )
      assert.match(output, /RESOURCE_NOT_FOUND/)
    })
  }
})
