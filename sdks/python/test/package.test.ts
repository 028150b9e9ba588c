import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fences } from '@plinth/testkit'
import { type OneProcess, startOneProcess } from '../../../e2e/src/one-process.ts'
import { newTenant } from '../../../e2e/src/tenant.ts'
import {
  buildFrom,
  buildPackage,
  type InstalledPackage,
  installedPackage,
  sdistName,
  version,
  wheelName,
} from './installed.ts'
import { needs, python, run, sdkFolder } from './python.ts'

describe('The Python package as a user gets it', () => {
  let folder = ''
  let installed: InstalledPackage
  const at = (...path: string[]) => join(folder, ...path)
  const built = (name: string) => join(installed.dist, name)
  before(async () => {
    needs('twine')
    installed = await installedPackage()
    folder = mkdtempSync(join(tmpdir(), 'plinth-python-package-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('two builds give the same bytes', async () => {
    await buildPackage(at('second'))
    assert.deepEqual(readdirSync(at('second')).sort(), [wheelName, sdistName].sort())
    for (const name of [wheelName, sdistName]) {
      assert.ok(readFileSync(built(name)).equals(readFileSync(at('second', name))), name)
    }
  })

  it('twine finds nothing', async () => {
    const output = await run('twine', ['check', '--strict', built(wheelName), built(sdistName)])
    assert.equal(output.match(/PASSED/g)?.length, 2, output)
  })

  it('the sdist builds the same wheel', async () => {
    await run('tar', ['-xzf', built(sdistName), '-C', folder])
    await buildFrom(at(sdistName.replace('.tar.gz', '')), at('again'), '--wheel')
    assert.ok(readFileSync(at('again', wheelName)).equals(readFileSync(built(wheelName))))
  })

  it('the wheel holds the package, its types, and nothing else', async () => {
    const names = (await run(python, ['-m', 'zipfile', '-l', built(wheelName)])).split('\n').slice(1)
    const files = names.map((line) => line.split(/\s/)[0] ?? '').filter((name) => name !== '')
    assert.ok(files.includes('core_php_sdk/py.typed') && files.includes('core_php_sdk/gen/models.py'), files.join(' '))
    const strange = files.filter((name) => !/^core_php_sdk\/(\w+\/)*(\w+\.py|py\.typed)$|\.dist-info\//.test(name))
    assert.deepEqual(strange, [])
  })

  describe('installed from the wheel', () => {
    let plinth: OneProcess
    before(async () => {
      plinth = await startOneProcess()
    })
    after(() => plinth?.stop())

    it('is found there and asks for nothing else', async () => {
      const program = 'import core_php_sdk; print(core_php_sdk.__file__, core_php_sdk.__version__)'
      const output = await run(installed.python, ['-c', program], { cwd: folder })
      assert.match(output, new RegExp(`^${installed.venv}/\\S+/site-packages/core_php_sdk/__init__.py ${version}\n$`))
      assert.match(
        await run(installed.python, ['-m', 'pip', 'show', 'core-php-sdk'], { cwd: folder }),
        /^Requires: ?$/m,
      )
    })

    it("the README's samples run", async () => {
      const tenant = await newTenant(plinth)
      const readme = readFileSync(join(sdkFolder, 'README.md'), 'utf8')
      assert.ok(readme.split('\n').length <= 41)
      const samples = fences(readme).map(({ text }) => text)
      const outputs: string[] = []
      for (const [number, text] of samples.entries()) {
        writeFileSync(at(`sample-${number}.py`), text.replaceAll('sk_live_…', tenant.key))
        const env = { PLINTH_URL: plinth.url, PYTHONWARNINGS: 'error' }
        outputs.push(await run(installed.python, [at(`sample-${number}.py`)], { cwd: folder, env }))
      }
      const [first = '', second = '', third] = outputs
      assert.equal(outputs.length, 3)
      assert.match(first, /^My Workspace \['new'\] \d{4}-\d\d-\d\d .*\+00:00$/m)
      assert.match(first, /^RESOURCE_NOT_FOUND req_\w+$/m)
      assert.match(second, /^\[.*'my-workspace-\w+'.*\]\n$/)
      assert.equal(third, 'ping\n')
    })
  })
})
