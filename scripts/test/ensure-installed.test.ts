import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../ensure-installed.mjs', import.meta.url))

/** Installs with an npm that notes its arguments and fails where this pattern fits them. */
function install(failing: RegExp) {
  const root = mkdtempSync(join(tmpdir(), 'plinth-install-'))
  try {
    mkdirSync(join(root, 'scripts'))
    cpSync(script, join(root, 'scripts/ensure-installed.mjs'))
    writeFileSync(join(root, 'package-lock.json'), '{}')
    const npm = join(root, 'npm.cjs')
    const [calls, bin] = [join(root, 'calls'), join(root, 'node_modules/.bin')]
    writeFileSync(
      npm,
      `const fs = require('node:fs')
const asked = process.argv.slice(2).join(' ')
fs.appendFileSync(${JSON.stringify(calls)}, asked + '\\n')
fs.mkdirSync(${JSON.stringify(bin)}, { recursive: true })
if (${failing}.test(asked)) { console.error('no such version'); process.exit(1) }
`,
    )
    const env = { ...process.env, npm_execpath: npm }
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/ensure-installed.mjs')], {
      env,
      encoding: 'utf8',
    })
    return { status, stderr, calls: readFileSync(calls, 'utf8').trim().split('\n') }
  } finally {
    rmSync(root, { recursive: true })
  }
}

describe('what is installed before a command', () => {
  it('comes from the cache of npm where that has it', () => {
    const { status, calls } = install(/never/)
    assert.deepEqual([status, calls], [0, ['ci --prefer-offline']])
  })
  it('is asked of the registry where the cache is too old', () => {
    const { status, calls } = install(/offline/)
    assert.deepEqual([status, calls], [0, ['ci --prefer-offline', 'ci']])
  })
  it('fails with what npm said', () => {
    const { status, stderr } = install(/ci/)
    assert.equal(status, 1)
    assert.match(stderr, /npm ci failed:\n.*no such version/)
  })
})
