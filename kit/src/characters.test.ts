import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { charactersOf, hasCharactersAtMost, isStorable } from './characters.ts'

describe('the characters of a text', () => {
  it('are its code points: half a pair is one, and so is each part of a combined sign', () => {
    const counts: [string, number][] = [
      ['', 0],
      ['abc', 3],
      ['é', 1],
      ['e\u0301', 2],
      ['😀😀', 2],
      ['👩‍💻', 3],
      ['\ud83d', 1],
      ['\ude00\ud83d', 2],
      ['a\0', 2],
    ]
    for (const [text, count] of counts) assert.equal(charactersOf(text), count, JSON.stringify(text))
  })

  it('are at most so many, one or two code units each', () => {
    for (const one of ['x', '😀', '\ud83d']) {
      assert.equal(hasCharactersAtMost(one.repeat(255), 255), true)
      assert.equal(hasCharactersAtMost(one.repeat(256), 255), false)
    }
    assert.equal(hasCharactersAtMost(`${'😀'.repeat(254)}xx`, 255), false)
    assert.equal(hasCharactersAtMost('', 0), true)
    assert.equal(hasCharactersAtMost('x', 0), false)
  })
})

describe('a text that can be stored', () => {
  it('has no U+0000 and whole surrogate pairs; escapes of JSON are plain text', () => {
    for (const text of ['', '😀', 'C:\\ud800\\x', 'a\\u0000b']) assert.equal(isStorable(text), true, text)
    for (const text of ['a\0b', '\ud83d', '\ude00\ud83d']) assert.equal(isStorable(text), false, JSON.stringify(text))
  })
})
