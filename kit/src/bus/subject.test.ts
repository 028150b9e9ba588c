import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { subjectMatches } from './subject.ts'

describe('subjectMatches', () => {
  const cases: [pattern: string, subject: string, matches: boolean][] = [
    ['a.b', 'a.b', true],
    ['a.b', 'a.b.c', false],
    ['a.b.c', 'a.b', false],
    ['a.*', 'a.b', true],
    ['a.*', 'a', false],
    ['a.*', 'a.b.c', false],
    ['*.b', 'a.b', true],
    ['a.*.c', 'a.b.c', true],
    ['a.>', 'a.b', true],
    ['a.>', 'a.b.c.d', true],
    ['a.>', 'a', false],
    ['>', 'a', true],
    ['a.*.>', 'a.b', false],
    ['a.*.>', 'a.b.c', true],
    ['a.b', 'a.bb', false],
  ]
  for (const [pattern, subject, matches] of cases)
    it(`${pattern} ${matches ? 'takes' : 'leaves'} ${subject}`, () =>
      assert.equal(subjectMatches(pattern, subject), matches))
})
