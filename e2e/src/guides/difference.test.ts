import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { difference } from './difference.ts'

const same: [unknown, unknown][] = [
  [{ id: 'wks_…' }, { id: 'wks_01k' }],
  ['2026-01-01T00:00:00.000Z', '2027-03-04T05:06:07.890Z'],
  [1764081234, 1999999999],
  [
    { id: 1, '…': '…' },
    { id: 1, name: 'Acme' },
  ],
  [
    [1, '…'],
    [1, 2, 3],
  ],
  [null, null],
  [{ requests: '…' }, { requests: 3 }],
]

const different: [unknown, unknown, RegExp][] = [
  [{ id: 'wks_…' }, { id: 'usr_01k' }, /id is "usr_01k", not "wks_…"/],
  ['a.c', 'abc', /not "a\.c"/],
  ['2026-01-01T00:00:00.000Z', 'yesterday', /yesterday/],
  [{ id: 1 }, { id: 1, name: 'Acme' }, /also has name/],
  [{ id: 1, name: 'Acme', '…': '…' }, { id: 1 }, /has no name/],
  [[1], [1, 2], /2 elements, not 1/],
  [[1, '…'], [1], /1 elements, not 1/],
  [null, 0, /is 0, not null/],
  [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, /a › 0 › b is 2, not 1/],
]

describe('difference', () => {
  for (const [shown, actual] of same) {
    it(`${JSON.stringify(shown)} shows ${JSON.stringify(actual)}`, () => {
      assert.equal(difference(shown, actual), undefined)
    })
  }
  for (const [shown, actual, sentence] of different) {
    it(`${JSON.stringify(shown)} does not show ${JSON.stringify(actual)}`, () => {
      assert.match(difference(shown, actual) ?? '', sentence)
    })
  }
})
