import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runProgram } from '@plinth/testkit'

describe('the bench of the SDKs', () => {
  it('measures every SDK beside its peers, and prints a table', async (t) => {
    const main = fileURLToPath(new URL('../bench/main.ts', import.meta.url))
    const { stdout } = await runProgram(process.execPath, [main, '--rounds', '2', '--calls', '20'])
    t.diagnostic(stdout)
    const [, , ...rows] = stdout.trimEnd().split('\n')
    assert.equal(rows.length, 11)
    assert.deepEqual([...new Set(rows.map((row) => row.slice(2, row.indexOf(':'))))], ['JavaScript', 'Python', 'PHP'])
    assert.doesNotMatch(stdout, /NaN|undefined/)
  })
})
