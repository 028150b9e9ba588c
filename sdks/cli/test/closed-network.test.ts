import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { closedRequests, runClosed } from '@plinth/sdk-conformance'
import { plinthScript } from './run-cli.ts'

describe('plinth in a closed network', () => {
  it('asks the given address alone, and the key of a password manager is in no file, argument, environment and output', async () => {
    const program = fileURLToPath(new URL('closed-network.mjs', import.meta.url))
    const { output, requests, ...seen } = await runClosed({ command: process.execPath, args: [program, plinthScript] })
    assert.deepEqual(seen, { end: 0, elsewhere: { connections: 0, datagrams: 0 }, keyFoundIn: [] }, output)
    // Besides what is asked for, the end of the key.
    assert.deepEqual(
      requests.filter((request) => request !== 'GET /api/v1/session'),
      closedRequests,
    )
    assert.match(output, /namespaces create --name Shop -o yaml ended with 0\n/)
    assert.match(output, /RESOURCE_NOT_FOUND/)
    assert.match(output, /namespaces get ns_unknown ended with 4\n/)
  })
})
