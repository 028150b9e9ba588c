import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { givenIn, isLimit, typedOf } from './limit-text.ts'

describe('a limit as it is typed', () => {
  it('is read as it was written', () => {
    for (const unit of ['bytes', 'calls', null])
      for (const given of [undefined, 'unlimited', 0, 1, 1_000, 1_024, 1_536, 50 * 1_024 ** 3, 2 ** 53 - 1])
        assert.equal(givenIn(typedOf(given, unit), unit), given)
    assert.equal(typedOf(50 * 1_024 ** 3, 'bytes'), '50 GB')
    assert.equal(typedOf(1_536, 'bytes'), '1536')
  })
  it('takes thousands with a separator, and bytes in binary units', () => {
    assert.deepEqual(
      [givenIn('10,000', null), givenIn(' 5 mb ', 'bytes'), givenIn('7B', 'bytes')],
      [10_000, 5_242_880, 7],
    )
  })
  it('takes thousands as its language groups them, three digits each', () => {
    assert.deepEqual(
      [
        givenIn('1.500', null, 'de'),
        givenIn('1.234.567', null, 'de'),
        givenIn('1 500', null, 'de'),
        givenIn('1_500', null, 'de'),
      ],
      [1_500, 1_234_567, 1_500, 1_500],
    )
    // Of these nobody can say whether a fraction is meant.
    for (const [text, locale] of [
      ['1,5', 'de'],
      ['1,500', 'de'],
      ['1.5', 'de'],
      ['1,5', 'en'],
      ['1.500', 'en'],
    ] as const)
      assert.equal(givenIn(text, null, locale), text, `${text}, ${locale}`)
  })
  it('stays text where it is none', () => {
    for (const text of ['many', '-1', '1.5', '5 GB', '1e3']) {
      const given = givenIn(text, 'calls')
      assert.equal(given, text)
      assert.ok(!isLimit(given))
    }
    assert.ok(!isLimit(givenIn('99999999999999999', null)))
    assert.deepEqual([isLimit(undefined), isLimit('unlimited'), isLimit(0)], [true, true, true])
  })
})
