import assert from 'node:assert/strict'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { closedRequests, runClosed } from '@plinth/sdk-conformance'
import { installed } from './installed.ts'

describe('The JavaScript SDK in a closed network', () => {
  it('asks the given address alone and shows its key nowhere', async () => {
    const program = join((await installed()).folder, 'closed-network.mjs')
    await cp(fileURLToPath(new URL('closed-network.mjs', import.meta.url)), program)
    const { output, ...seen } = await runClosed({ command: process.execPath, args: [program] })
    assert.deepEqual(
      seen,
      { end: 0, requests: closedRequests, elsewhere: { connections: 0, datagrams: 0 }, keyFoundIn: [] },
      output,
    )
    assert.match(output, /RESOURCE_NOT_FOUND/)
  })
})
