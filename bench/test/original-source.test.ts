import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { originalSource } from '../profile/original-source.ts'

const root = new URL('../../', import.meta.url)

describe('the place of a profile', () => {
  it('in the built program is that of its source', () => {
    const program = new URL('app/dist/plinth.js', root)
    const lines = readFileSync(program, 'utf8').split('\n')
    const lineNumber = lines.findIndex((line) => line.startsWith('process.exit('))
    const found = originalSource({ url: program.href, lineNumber, columnNumber: 0 })
    assert.equal(found, new URL('app/src/main.ts', root).href)
  })

  it('anywhere else is what it is', () => {
    for (const url of ['node:net', '', import.meta.url])
      assert.equal(originalSource({ url, lineNumber: 0, columnNumber: 0 }), url)
  })
})
