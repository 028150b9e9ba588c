import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const program = fileURLToPath(new URL('ten-thousand-calls.fixture.ts', import.meta.url))

describe('10,000 calls', () => {
  it('leave no timer, no listener and no socket that keeps the program from its end', async () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const { stdout } = await promisify(execFile)(process.execPath, [program], { env })
    assert.deepEqual(JSON.parse(stdout), { calls: 10_000, failed: 2_500, timers: 0, listeners: 0, socketsMost: true })
  })
})
