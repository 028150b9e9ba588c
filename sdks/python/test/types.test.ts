import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { npmPackages } from '@plinth/testkit'
import { fromSources, needs, outputOf, python, run, sdkFolder } from './python.ts'

const usesFolder = join(sdkFolder, 'test/types')
const failing = 'uses_that_fail.py'
const samplesPath = join(sdkFolder, '../../gateway/src/openapi/gen/code-samples.json')

describe('The types of the Python SDK', () => {
  let folder = ''
  let tools = ''
  before(async () => {
    needs('mypy')
    folder = mkdtempSync(join(tmpdir(), 'plinth-python-types-'))
    cpSync(usesFolder, folder, { recursive: true })
    const strict = { pythonVersion: '3.10', typeCheckingMode: 'strict', extraPaths: [join(sdkFolder, 'src')] }
    writeFileSync(join(folder, 'pyrightconfig.json'), JSON.stringify({ include: ['*.py'], ...strict }))
    tools = await npmPackages({ pyright: '1.1.414' })
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const mypy = (...files: string[]): [string, string[]] => [
    python,
    ['-m', 'mypy', '--strict', '--python-version=3.10', `--cache-dir=${join(folder, 'cache')}`, ...files],
  ]
  const pyright = (project: string): [string, string[]] => [
    join(tools, 'node_modules/.bin/pyright'),
    ['-p', project, '--pythonpath', python],
  ]
  // One run tells of both files.
  let uses: Promise<string> | undefined
  const pyrightOfUses = () => {
    uses ??= outputOf(...pyright(folder), asUser())
    return uses
  }
  const asUser = () => ({ cwd: folder, env: { ...fromSources, MYPYPATH: join(sdkFolder, 'src') } })

  for (const version of ['3.10', '3.14']) {
    it(`mypy --strict and pyright find nothing in the package for Python ${version}`, async () => {
      const [command, args] = mypy(`--python-version=${version}`, join(sdkFolder, 'src'))
      const output = await run(command, args, { env: { MYPYPATH: join(sdkFolder, 'src') } })
      assert.match(output, /no issues found in \d\d+ source files/)
      const [checker, flags] = pyright(sdkFolder)
      assert.match(await run(checker, [...flags, '--pythonversion', version], { cwd: folder }), /^0 errors/m)
    })
  }

  it('mypy finds nothing in the sample of any operation', async () => {
    const samples: Record<string, { label: string; source: string }[]> = JSON.parse(readFileSync(samplesPath, 'utf8'))
    const files = Object.entries(samples).map(([id, languages], at) => {
      const { source } = languages.find(({ label }) => label === 'Python') ?? assert.fail(`${id} has no sample`)
      const file = `sample_${at}.py`
      writeFileSync(join(folder, file), `# ${id}\n${source}\n`)
      return file
    })
    const [, [, , , ...rest]] = mypy(...files)
    const output = await run(python, ['-m', 'mypy', ...rest], asUser())
    assert.match(output, new RegExp(`no issues found in ${files.length} source files`))
  })

  it('at least 40 uses pass mypy --strict and pyright in its strict mode', async () => {
    assert.ok(numbered('uses_that_pass.py').length >= 40)
    await run(...mypy('uses_that_pass.py'), asUser())
    assert.deepEqual(errorLines(await pyrightOfUses(), 'uses_that_pass.py'), [])
  })

  for (const [name, checker] of [
    ['mypy', () => outputOf(...mypy(failing), asUser())],
    ['pyright', () => pyrightOfUses()],
  ] as const) {
    it(`at least 40 uses are refused by ${name}, each on its line`, async () => {
      const due = numbered(failing)
      assert.ok(due.length >= 40)
      assert.deepEqual(errorLines(await checker(), failing), due)
    })
  }
})

/** Lines of the file that end with the number of a use. */
const numbered = (file: string): number[] =>
  readFileSync(join(usesFolder, file), 'utf8')
    .split('\n')
    .flatMap((line, at) => (/# \d+$/.test(line) ? [at + 1] : []))

/** Lines of the file that a checker's output names errors for. */
function errorLines(output: string, file: string): number[] {
  const found = output.matchAll(new RegExp(`${file}:(\\d+):(?:\\d+ -)? error`, 'g'))
  return [...new Set([...found].map(([, line]) => Number(line)))].sort((one, other) => one - other)
}
