import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const reporter = fileURLToPath(new URL('../test-reporter.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'plinth-reporter-'))
after(() => rmSync(folder, { recursive: true }))

const mixed = `import { describe, it } from 'node:test'
describe('a suite', () => {
  it('holds', (t) => t.diagnostic('7 kills'))
  it('breaks', () => { throw new Error('not as promised') })
})`
const hanging = `import { it } from 'node:test'
console.log('hanging')
it('never ends', () => new Promise((resolve) => setTimeout(resolve, 100_000)))`

describe('the reporter of npm test', () => {
  it('says each file in one line, then failures in full, then the count', async () => {
    const { out, code } = await run([relative('.', file('mixed.test.mjs', mixed))])
    assert.match(out, /✖ .*mixed\.test\.mjs: 1 of 2 \(/)
    assert.match(out, /mixed\.test\.mjs: 7 kills\n/)
    assert.match(out, /✖ breaks\n.*mixed\.test\.mjs:4\n.*not as promised/)
    assert.match(out, /ℹ tests 2\n[\s\S]*ℹ pass 1\nℹ fail 1\n/)
    assert.equal(code, 1)
  })

  it('shows what a file wrote to standard error where none of its tests says why it failed', async () => {
    const { out } = await run([file('import.test.mjs', "console.error('said before')\nimport('./is-not-there.mjs')")])
    assert.match(out, /the process ended with 1[\s\S]*said before[\s\S]*Cannot find module/)
  })

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`says what was running, and counts, when ${signal} stops it`, async () => {
      const { out, code } = await run([file('hanging.test.mjs', hanging)], { at: /hanging\n/, signal })
      assert.match(
        out,
        /✖ .*hanging\.test\.mjs: was still running\nStopped before the end\.\nℹ tests 0\nℹ pass 0\nℹ fail 0\n/,
      )
      assert.equal(code, 1)
    })
})

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

interface Stop {
  at: RegExp
  signal: NodeJS.Signals
}

async function run(files: readonly string[], stop?: Stop): Promise<{ out: string; code: unknown }> {
  const args = ['--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout', ...files]
  const child = spawn(process.execPath, args, { env: { ...process.env, NODE_TEST_CONTEXT: undefined } })
  let heard = ''
  child.stdout.on('data', (chunk) => {
    heard += chunk
    if (stop?.at.test(heard)) child.kill(stop.signal)
  })
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return { out, code }
}
