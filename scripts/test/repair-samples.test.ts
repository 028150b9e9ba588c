import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { repairSamples, samplesPath } from '../check/generate-sdks.ts'

describe('npm run gen', () => {
  const root = mkdtempSync(join(tmpdir(), 'plinth-samples-'))
  after(() => rmSync(root, { recursive: true, force: true }))
  const path = join(root, samplesPath)
  const repaired = () => {
    repairSamples(root)
    return readFileSync(path, 'utf8')
  }

  it('begins with no samples where their file is missing, or broken by a merge', () => {
    assert.equal(repaired(), '{}\n')
    for (const broken of ['', '{\n<<<<<<< HEAD\n  "a": [],\n=======\n  "b": [],\n>>>>>>> main\n}\n']) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, broken)
      assert.equal(repaired(), '{}\n')
    }
  })

  it('keeps samples that can be read', () => {
    writeFileSync(path, '{ "workspaces.get": [] }\n')
    assert.equal(repaired(), '{ "workspaces.get": [] }\n')
  })
})
