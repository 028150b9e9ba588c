import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { faultSentence, findJsonFault } from './json-fault.ts'

const sentenceOf = (text: string) => {
  const fault = findJsonFault(text)
  return fault && faultSentence(text, fault)
}
const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('a fault in JSON', () => {
  it('is told by its place, what could be there, and a mark of JSON that is', () => {
    for (const [text, sentence] of [
      ['{"a":1,}', 'Line 1, column 8: a name in double quotes was expected, but "}" was found.'],
      ['{\n  "a": 1\n  "b": 2\n}', 'Line 3, column 3: a comma or "}" was expected, but a double quote was found.'],
      ["{'a':1}", 'Line 1, column 2: a name in double quotes or "}" was expected, but "\'" was found.'],
      ['{"a"=1}', 'Line 1, column 5: a colon was expected, but another character was found.'],
      ['[1,]', 'Line 1, column 4: a value was expected, but "]" was found.'],
      ['[01]', 'Line 1, column 3: a comma or "]" was expected, but a digit was found.'],
      ['{"key":sk_live_x}', 'Line 1, column 8: a value was expected, but a letter was found.'],
      ['{"a":"b', 'Line 1, column 8: a closing double quote was expected, but the body ends there.'],
      ['"a\nb"', 'Line 1, column 3: an escape such as \\n was expected, but a control character was found.'],
      [
        '"C:\\x"',
        'Line 1, column 4: an escape of JSON such as \\n or \\" was expected, but another character was found.',
      ],
      ['{} {}', 'Line 1, column 4: the end of the body was expected, but "{" was found.'],
      ['\r\n ', 'Line 2, column 2: a value was expected, but the body ends there.'],
    ] as const)
      assert.equal(sentenceOf(text), sentence, text)
  })

  it('is found in exactly the texts that JSON.parse refuses', () => {
    const changed = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.nat({ max: 2 }),
        fc.constantFrom(
          '',
          ',',
          '"',
          '}',
          ']',
          '{',
          ':',
          '\\',
          '0',
          '-',
          '.',
          'e',
          '\n',
          '\u0001',
          'é',
          'null',
          ' ',
          '\u00a0',
        ),
      )
      .map(([text, place, removed, put]) => {
        const at = place % (text.length + 1)
        return text.slice(0, at) + put + text.slice(at + removed)
      })
    fc.assert(
      fc.property(changed, (text) => assert.equal(findJsonFault(text) === undefined, parses(text), text)),
      { numRuns: 5_000 },
    )
  })

  it('is found below any depth and after a text of any length', () => {
    const depth = 300_000
    assert.equal(findJsonFault('['.repeat(depth) + ']'.repeat(depth)), undefined)
    assert.equal(findJsonFault('['.repeat(depth))?.at, depth)
    assert.equal(findJsonFault(`"${'\\n'.repeat(depth)}`)?.at, 2 * depth + 1)
  })
})
