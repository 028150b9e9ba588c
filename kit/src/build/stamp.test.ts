import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { isBuiltOf, sourceHash, stampName } from './stamp.ts'

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'plinth-stamp-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

describe('the stamp of a build', () => {
  it('changes with every source, its name, and the lock file, and with nothing else', (t) => {
    const root = folder(t)
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const seen = new Set<string>()
    const isNew = () => seen.size < seen.add(sourceHash(root, ['page/src/**/*.{ts,tsx,svg}', 'package-lock.json'])).size
    for (const path of ['page/src/users/page.tsx', 'page/src/icon.svg', 'package-lock.json']) {
      write(path, 'one')
      assert.ok(isNew(), `${path} is added`)
      write(path, 'two')
      assert.ok(isNew(), `${path} changes`)
    }
    renameSync(join(root, 'page/src/icon.svg'), join(root, 'page/src/sign.svg'))
    assert.ok(isNew(), 'a name changes')
    for (const path of ['page/src/users/page.test.ts', 'page/README.md', 'page/dist/index.html']) write(path, 'one')
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
})
