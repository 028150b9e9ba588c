import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isBuiltOf, sourceHash, stampName } from './stamp.ts'

const dist = fileURLToPath(new URL('../dist', import.meta.url))

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'plinth-stamp-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

describe('the stamp of a built console', () => {
  it('changes with every source, its name, and the lock file, and with nothing else', (t) => {
    const root = folder(t)
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const seen = new Set<string>()
    const isNew = () => seen.size < seen.add(sourceHash(root)).size
    for (const path of [
      ...['console/src/pages/users/page.tsx', 'console/src/styles/base.css', 'console/src/icon.svg'],
      ...['console/build/outputs.ts', 'console/build.ts', 'sdks/js/src/index.ts', 'package-lock.json'],
    ]) {
      write(path, 'one')
      assert.ok(isNew(), `${path} is added`)
      write(path, 'two')
      assert.ok(isNew(), `${path} changes`)
    }
    renameSync(join(root, 'console/src/icon.svg'), join(root, 'console/src/sign.svg'))
    assert.ok(isNew(), 'a name changes')
    for (const path of ['console/src/pages/users/page.test.ts', 'console/README.md', 'console/dist/index.html'])
      write(path, 'one')
    assert.equal(isNew(), false)
  })

  it('is of no other sources, and missing until a build has ended', (t) => {
    const path = folder(t)
    assert.equal(isBuiltOf(path, 'a'), false)
    writeFileSync(join(path, 'index.html'), '')
    assert.equal(isBuiltOf(path, 'a'), false)
    writeFileSync(join(path, stampName), 'a')
    assert.deepEqual([isBuiltOf(path, 'a'), isBuiltOf(path, 'b')], [true, false])
  })

  it('of the console that is here is that of its sources', () => {
    assert.ok(isBuiltOf(dist, sourceHash()), 'dist is stale; build it: npm run build --workspace=@plinth/console')
  })
})
