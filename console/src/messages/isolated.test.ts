import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { en } from './en.ts'
import { isolating } from './isolated.ts'

describe('isolating', () => {
  const words = isolating(en)

  it('keeps a name from right to left apart from the number after it', () => {
    assert.equal(words.plan.granted('נקודות', '1,000'), '\u2068נקודות\u2069: 1,000')
    assert.equal(words.common.typeName('شركة 12'), 'To confirm, type \u2068شركة 12\u2069')
    assert.equal(words.explain.sentence.reasons.FEATURE_NOT_INCLUDED('ܣܘܪܝܝܐ').includes('\u2068ܣܘܪܝܝܐ\u2069'), true)
  })

  it('leaves other texts, numbers and words as they are', () => {
    assert.equal(words.plan.granted('Crédits 点数', '1,000'), 'Crédits 点数: 1,000')
    assert.equal(words.plan.more(2), 'and 2 more')
    assert.equal(words.explain.sentence.unlimited('1 x', 'y'), en.explain.sentence.unlimited('1 x', 'y'))
    assert.equal(words.common.cancel, en.common.cancel)
    assert.deepEqual(words.request.missingReasons, en.request.missingReasons)
    assert.deepEqual(Object.keys(words), Object.keys(en))
  })
})
