import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { needs, sdkFolder } from './python.ts'
import { runWasmPython } from './wasm-python.ts'

const program = fileURLToPath(new URL('in_pyodide.py', import.meta.url))

describe('The Python SDK on the oldest Python that its package allows, and on the newest', {
  concurrency: true,
}, () => {
  // pytest needs the last two before Python 3.11.
  before(() => needs('python3-pytest', 'python3-exceptiongroup', 'python3-tomli'))

  for (const version of ['3.10', '3.14'] as const) {
    it(`imports whole and passes its tests without sockets in ${version}`, async (t) => {
      const printed = await runWasmPython(version, program)
      assert.match(printed, new RegExp(`^in Python ${version}$`, 'm'))
      const [, modules] = /^(\d+) modules$/m.exec(printed) ?? []
      assert.ok(Number(modules) > 20, printed)
      const [passed] = /^\d+ passed/m.exec(printed) ?? []
      assert.ok(passed, printed)
      t.diagnostic(`${modules} modules, ${passed}`)
    })
  }

  it('the oldest is what the package says', () => {
    assert.match(readFileSync(`${sdkFolder}pyproject.toml`, 'utf8'), /^requires-python = ">=3\.10"$/m)
  })
})
