import assert from 'node:assert/strict'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { npmPackages } from '@plinth/testkit'
import { fromSources, needs, outputOf, python, run, sdkFolder } from './python.ts'

const usesFolder = join(sdkFolder, 'test/types')
const [passing, failing] = ['uses_that_pass.py', 'uses_that_fail.py']
const useFiles = [passing, failing]
const sources = join(sdkFolder, 'src')
const packageFiles = globSync('**/*.py', { cwd: sources }).length
const samplesPath = join(sdkFolder, '../../gateway/src/openapi/gen/code-samples.json')

describe('The types of the Python SDK', () => {
  let folder = ''
  let tools = ''
  let sampleFiles: string[] = []
  before(async () => {
    needs('mypy')
    folder = mkdtempSync(join(tmpdir(), 'plinth-python-types-'))
    cpSync(usesFolder, folder, { recursive: true })
    sampleFiles = writeSamples(folder)
    const config = { include: [relative(folder, sources), 'uses_*.py'], strict: ['uses_*.py'], extraPaths: [sources] }
    writeFileSync(join(folder, 'pyrightconfig.json'), JSON.stringify({ ...config, typeCheckingMode: 'standard' }))
    tools = await npmPackages({ pyright: '1.1.414' })
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const mypy = (version: string, ...files: string[]): [string, string[]] => [
    python,
    ['-m', 'mypy', '--strict', `--python-version=${version}`, `--cache-dir=${join(folder, 'cache')}`, ...files],
  ]
  const pyright = (project: string, version: string): [string, string[]] => [
    join(tools, 'node_modules/.bin/pyright'),
    ['-p', project, '--pythonpath', python, '--pythonversion', version, '--stats'],
  ]
  const asUser = () => ({ cwd: folder, env: { ...fromSources, MYPYPATH: sources } })
  // For the oldest Python one run of each tells of the package and of its uses, mypy's of the samples too.
  const mypyOfAll = once(() => outputOf(...mypy('3.10', sources, ...useFiles, ...sampleFiles), asUser()))
  const pyrightOfAll = once(() => outputOf(...pyright(folder, '3.10'), asUser()))

  it('mypy --strict and pyright find nothing in the package for Python 3.10', async () => {
    assert.match(await mypyOfAll(), checkedFiles(packageFiles + useFiles.length + sampleFiles.length))
    assert.match(await pyrightOfAll(), checkedFiles(packageFiles + useFiles.length))
    for (const output of [await mypyOfAll(), await pyrightOfAll()]) assert.deepEqual(wrongFiles(output), [failing])
  })

  it('mypy --strict and pyright find nothing in the package for Python 3.14', async () => {
    const output = await run(...mypy('3.14', sources), { env: { MYPYPATH: sources } })
    assert.match(output, new RegExp(`no issues found in ${packageFiles} source files`))
    assert.match(await run(...pyright(sdkFolder, '3.14'), { cwd: folder }), /^0 errors/m)
  })

  it('mypy finds nothing in the sample of any operation', async () => {
    assert.match(await mypyOfAll(), checkedFiles(packageFiles + useFiles.length + sampleFiles.length))
    for (const file of sampleFiles) assert.deepEqual(errorLines(await mypyOfAll(), file), [], file)
  })

  it('at least 40 uses pass mypy --strict and pyright in its strict mode', async () => {
    assert.ok(numbered(passing).length >= 40)
    assert.deepEqual(errorLines(await mypyOfAll(), passing), [])
    assert.deepEqual(errorLines(await pyrightOfAll(), passing), [])
  })

  for (const [name, checker] of [
    ['mypy', mypyOfAll],
    ['pyright', pyrightOfAll],
  ] as const) {
    it(`at least 40 uses are refused by ${name}, each on its line`, async () => {
      const due = numbered(failing)
      assert.ok(due.length >= 40)
      assert.deepEqual(errorLines(await checker(), failing), due)
    })
  }
})

/** Writes the sample of every operation as a program; their names. */
function writeSamples(folder: string): string[] {
  const samples: Record<string, { label: string; source: string }[]> = JSON.parse(readFileSync(samplesPath, 'utf8'))
  return Object.entries(samples).map(([id, languages], at) => {
    const { source } = languages.find(({ label }) => label === 'Python') ?? assert.fail(`${id} has no sample`)
    const file = `sample_${at}.py`
    writeFileSync(join(folder, file), `# ${id}\n${source}\n`)
    return file
  })
}

function once(work: () => Promise<string>): () => Promise<string> {
  let done: Promise<string> | undefined
  return () => {
    done ??= work()
    return done
  }
}

/** Either checker says so once it has looked at so many files. */
function checkedFiles(count: number): RegExp {
  return new RegExp(`checked ${count} source files|Total files checked: ${count}\\b`)
}

/** Names of the files that a checker's output names errors for. */
function wrongFiles(output: string): string[] {
  const found = output.matchAll(/(\S+):\d+:(?:\d+ -)? error/g)
  return [...new Set([...found].map(([, file = '']) => basename(file)))]
}

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
