import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { isBuiltOf } from '@plinth/kit/build/stamp'
import { buildProgram } from './build-program.ts'

const days = 24 * 3_600_000

function program(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'plinth-program-'))
  t.after(() => rmSync(root, { recursive: true }))
  const dist = join(root, 'app/dist')
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('app/src/main.ts', `await import('./later.ts')`)
  write('app/src/later.ts', 'console.log(1)')
  write('kit/src/db/migrations/apply-worker.ts', 'console.log(2)')
  const laterFiles = () => readdirSync(dist).filter((name) => /^later-\w+\.js$/.test(name))
  const age = () => {
    const at = new Date(Date.now() - 2 * days)
    for (const name of readdirSync(dist)) utimesSync(join(dist, name), at, at)
  }
  return { dist, write, laterFiles, age, build: (hash: string) => buildProgram(dist, hash, root) }
}

describe('a build of the program', () => {
  it('that fails leaves none, which is not taken for that of the sources before', async (t) => {
    const { dist, write, build } = program(t)
    await build('before')
    assert.equal(isBuiltOf(dist, 'before'), true)
    write('app/src/main.ts', 'const broken = (')
    await assert.rejects(build('broken'), /Unexpected end of file/)
    assert.deepEqual([existsSync(join(dist, 'plinth.js')), isBuiltOf(dist, 'before')], [false, false])
  })

  it('refuses an import() of a package in CommonJS, whose names would be lost', async (t) => {
    const { write, build } = program(t)
    write('node_modules/names/package.json', '{ "name": "names", "version": "1.0.0", "license": "MIT" }')
    write('node_modules/names/index.js', 'exports.one = 1')
    write('app/src/later.ts', `const { one } = await import('names'); console.log(one)`)
    await assert.rejects(
      build('late'),
      /^Error: app\/src\/later\.ts imports node_modules\/names\/index\.js by import\(\)/,
    )
    write('app/src/later.ts', `import { one } from 'names'; console.log(one)`)
    await build('at the top')
  })

  it('may run beside others', async (t) => {
    const { dist, build } = program(t)
    await Promise.all(['a', 'a', 'a', 'a'].map(build))
    // As a file of another build that has its name by now.
    symlinkSync('gone', join(dist, 'main.js.1.part'))
    await build('a')
    assert.equal(isBuiltOf(dist, 'a'), true)
    assert.ok(existsSync(join(dist, 'plinth.js')))
  })

  it('leaves the files of the one before for a day, however old they are', async (t) => {
    const { write, laterFiles, age, build } = program(t)
    await build('a')
    const [first = ''] = laterFiles()
    age()
    write('app/src/later.ts', 'console.log(3)')
    await build('b')
    assert.equal(laterFiles().length, 2)
    await build('b')
    assert.equal(laterFiles().length, 2)
    age()
    await build('b')
    assert.deepEqual([laterFiles().length, laterFiles().includes(first)], [1, false])
  })
})
