import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { namedStates } from '../../src/console/named-states.ts'

describe('the named states of the console', () => {
  it('are 24, and a test leaves a screenshot of each in every look', () => {
    const files = globSync('**/*.ts', { cwd: import.meta.dirname })
    const tests = files.map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
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

  // A second scheme at the same width is examined for its colours alone (assertSound).
  it('differ by colour scheme in colours alone: style sheets know it by light-dark(), and charts are drawn', () => {
    const source = new URL('../../../console/src/', import.meta.url)
    const asking = globSync('**/*.{css,ts,tsx}', { cwd: source.pathname }).filter((path) =>
      readFileSync(new URL(path, source), 'utf8').includes('prefers-color-scheme'),
    )
    assert.deepEqual(asking, ['ui/chart-drawing.ts'])
  })
})
