import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type OneProcess, startOneProcess } from '../../../e2e/src/one-process.ts'
import { newTenant } from '../../../e2e/src/tenant.ts'
import { needs, python, run, sdkFolder } from './python.ts'

const { version } = JSON.parse(readFileSync(join(sdkFolder, '../../package.json'), 'utf8'))
const wheel = `core_php_sdk-${version}-py3-none-any.whl`
const sdist = `core_php_sdk-${version}.tar.gz`

describe('The Python package as a user gets it', () => {
  let folder = ''
  const at = (...path: string[]) => join(folder, ...path)
  before(async () => {
    needs('python3-venv', 'python3-build', 'python3-hatchling', 'python3-httpx', 'twine')
    folder = mkdtempSync(join(tmpdir(), 'plinth-python-package-'))
    for (const name of ['pyproject.toml', 'README.md', 'src'])
      cpSync(sdkFolder + name, at('source', name), { recursive: true })
    await Promise.all(['first', 'second'].map((out) => build(at('source'), at(out))))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const build = (source: string, out: string, ...what: string[]) =>
    run(python, ['-m', 'build', '--no-isolation', ...what, '--outdir', out, source], {
      env: { SOURCE_DATE_EPOCH: undefined },
    })

  it('two builds give the same bytes', () => {
    assert.deepEqual(readdirSync(at('first')).sort(), [wheel, sdist].sort())
    for (const name of [wheel, sdist]) {
      assert.ok(readFileSync(at('first', name)).equals(readFileSync(at('second', name))), name)
    }
  })

  it('twine finds nothing', async () => {
    const output = await run('twine', ['check', '--strict', at('first', wheel), at('first', sdist)])
    assert.equal(output.match(/PASSED/g)?.length, 2, output)
  })

  it('the sdist builds the same wheel', async () => {
    await run('tar', ['-xzf', at('first', sdist), '-C', folder])
    await build(at(`core_php_sdk-${version}`), at('again'), '--wheel')
    assert.ok(readFileSync(at('again', wheel)).equals(readFileSync(at('first', wheel))))
  })

  it('the wheel holds the package, its types, and nothing else', async () => {
    const names = (await run(python, ['-m', 'zipfile', '-l', at('first', wheel)])).split('\n').slice(1)
    const files = names.map((line) => line.split(/\s/)[0] ?? '').filter((name) => name !== '')
    assert.ok(files.includes('core_php_sdk/py.typed') && files.includes('core_php_sdk/gen/models.py'), files.join(' '))
    const strange = files.filter((name) => !/^core_php_sdk\/(\w+\/)*(\w+\.py|py\.typed)$|\.dist-info\//.test(name))
    assert.deepEqual(strange, [])
  })

  describe('installed from the wheel', () => {
    let plinth: OneProcess
    before(async () => {
      await Promise.all([
        // Debian's httpx is seen from it, so that nothing is fetched.
        run(python, ['-m', 'venv', '--system-site-packages', at('venv')]).then(() =>
          run(at('venv/bin/pip'), ['install', '--no-index', '--no-deps', '--no-compile', at('first', wheel)]),
        ),
        startOneProcess().then((started) => {
          plinth = started
        }),
      ])
    })
    after(() => plinth?.stop())

    it('is found there and asks for nothing else', async () => {
      const program = 'import core_php_sdk; print(core_php_sdk.__file__, core_php_sdk.__version__)'
      const output = await run(at('venv/bin/python'), ['-c', program], { cwd: folder })
      assert.match(output, new RegExp(`^${at('venv')}/\\S+/site-packages/core_php_sdk/__init__.py ${version}\n$`))
      assert.match(await run(at('venv/bin/pip'), ['show', 'core-php-sdk'], { cwd: folder }), /^Requires: ?$/m)
    })

    it("the README's samples run", async () => {
      const tenant = await newTenant(plinth)
      const readme = readFileSync(join(sdkFolder, 'README.md'), 'utf8')
      assert.ok(readme.split('\n').length <= 41)
      const samples = [...readme.matchAll(/^```python\n(.*?)^```$/gms)].map(([, text = '']) => text)
      const outputs: string[] = []
      for (const [number, text] of samples.entries()) {
        writeFileSync(at(`sample-${number}.py`), text.replaceAll('sk_live_…', tenant.key))
        const env = { PLINTH_URL: plinth.url, PYTHONWARNINGS: 'error' }
        outputs.push(await run(at('venv/bin/python'), [at(`sample-${number}.py`)], { cwd: folder, env }))
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
