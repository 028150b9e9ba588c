import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { namedStates } from '../../src/console/named-states.ts'

describe('the named states of the console', () => {
  it('are 24, and a test leaves a screenshot of each in every look', () => {
    const tests = readdirSync(import.meta.dirname).map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
    // Of the pages that testShownPages is given; the page without a session is shown in a test of its own.
    const shown = tests
      .filter((text) => text.includes('testShownPages(') || text.includes('of looks'))
      .flatMap((text) => [...text.matchAll(/(?:\bname: |assertSound\()'([\w-]+)'/g)].map(([, name]) => name))
    assert.equal(new Set(namedStates).size, 24)
    assert.deepEqual(
      namedStates.filter((name) => !shown.includes(name)),
      [],
    )
  })
})
