import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { linesOfPairs, pairsOfLines } from './pairs.ts'

describe('metadata as lines', () => {
  it('are read as they were written', () => {
    for (const pairs of [{}, { crm: '4711' }, { crm: '4711', url: 'https://example.test:8080/a' }, { empty: '' }])
      assert.deepEqual(pairsOfLines(linesOfPairs(pairs)), pairs)
  })
  it('may have spaces and empty lines around them', () => {
    assert.deepEqual(pairsOfLines('\n  crm :  4711  \n\nplain\r\n'), { crm: '4711', plain: '' })
  })

  it('keep every text, whatever is in it', () => {
    const texts = ['a: b', '"', 'two\nlines', ' edges ', 'tab\there', '\\"', '"a": "b"', '']
    const pairs = Object.fromEntries(texts.flatMap((name) => texts.map((value) => [`${name}${value}`, value])))
    assert.deepEqual(pairsOfLines(linesOfPairs(pairs)), pairs)
  })
})
