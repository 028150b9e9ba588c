import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { build } from 'esbuild'
import { licencesText } from '../../kit/src/build/licences.ts'
import { buildConsole } from './build-console.ts'

describe('the licences of a build', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-licences-'))
  const addPackage = (path: string, license: string, files: Record<string, string>) => {
    const at = join(folder, 'node_modules', path)
    mkdirSync(at, { recursive: true })
    const name = path.split('node_modules/').at(-1)
    writeFileSync(join(at, 'package.json'), JSON.stringify({ name, version: '1.2.3', license, main: 'index.js' }))
    for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), text)
  }
  before(() => {
    addPackage('view', 'MIT', { LICENSE: 'View’s text\n', 'index.js': 'export const view = () => console.log(1)' })
    addPackage('@scope/cache', 'ISC', { 'license.md': 'Cache’s text', 'index.js': "export * from 'inner'" })
    addPackage('@scope/cache/node_modules/inner', '0BSD', { 'index.js': 'export const cache = () => console.log(2)' })
    addPackage('unused', 'MIT', { LICENSE: 'Unused’s text', 'index.js': 'export const unused = () => console.log(3)' })
    const readme = '# Icons\n\nText\n\n## License\n\nIcons’ text\n\n## More\n'
    addPackage('icons', 'MIT', { 'README.md': readme, 'index.js': 'export const icons = () => console.log(5)' })
    addPackage('router', 'Unlicense', { 'index.js': 'export const route = () => console.log(4)' })
    const main = `import { cache } from '@scope/cache'\nimport { view } from 'view'\nimport { route } from 'router'\nimport { unused } from 'unused'\nimport { icons } from 'icons'\n`
    writeFileSync(join(folder, 'main.js'), `${main}cache(); view(); route(); icons()`)
  })
  after(() => rmSync(folder, { recursive: true }))

  it('are those of packages with code in it, each with its text, by name', async () => {
    const { metafile } = await build({
      ...{ entryPoints: ['main.js'], absWorkingDir: folder, outdir: 'out', format: 'esm', bundle: true },
      ...{ metafile: true, write: false },
    })
    assert.deepEqual(licencesText(metafile.outputs, folder).split(`\n${'-'.repeat(80)}\n\n`), [
      'icons 1.2.3 (MIT)\n\nIcons’ text\n',
      'inner 1.2.3 (0BSD)\n',
      'router 1.2.3 (Unlicense)\n',
      'view 1.2.3 (MIT)\n\nView’s text\n',
    ])
  })

  it('are a file of the built console, with the version of each package', async () => {
    await buildConsole(join(folder, 'dist'), 'hash')
    const text = readFileSync(join(folder, 'dist/licences.txt'), 'utf8')
    const headings = [...text.matchAll(/^(\S+) \d+\.\d+\.\d+ \((\S+)\)$/gm)].map(([, name, id]) => [name, id])
    assert.deepEqual(headings, [
      ['@tanstack/query-core', 'MIT'],
      ['preact', 'MIT'],
      ['regexparam', 'MIT'],
      ['uplot', 'MIT'],
      ['wouter-preact', 'Unlicense'],
    ])
    assert.match(text, /Copyright \(c\) 2015-present Jason Miller/)
  })
})
