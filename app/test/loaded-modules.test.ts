import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runProgram } from '@plinth/testkit'

const program = fileURLToPath(new URL('fixtures/print-loaded-modules.ts', import.meta.url))

describe('a process with all parts', () => {
  it("does not load Node's own undici, which `import 'node:http'` does", async () => {
    const { stdout } = await runProgram(process.execPath, [program])
    const loaded: string[] = JSON.parse(stdout)
    assert.ok(loaded.includes('NativeModule http'))
    assert.deepEqual(
      loaded.filter((name) => name.includes('undici')),
      [],
    )
  })
})
