import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { repositoryFiles } from '../check/files.ts'
import { testFiles } from '../test-files.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

describe('npm test', () => {
  it('runs every test file of the repository exactly once', () => {
    const all = repositoryFiles(root).filter((path) => path.endsWith('.test.ts'))
    assert.deepEqual(testFiles(root, []).sort(), all)
  })

  it('runs a file once that is named twice, by its folder too', () => {
    const file = 'scripts/test/every-test.test.ts'
    assert.equal(testFiles(root, ['scripts', file, `./${file}`]).filter((path) => path.endsWith(file)).length, 1)
  })
})
