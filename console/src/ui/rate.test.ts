import assert from 'node:assert/strict'
import { it } from 'node:test'
import { rateText } from './rate.ts'

it('a rate is 100 % only where nothing failed, and is what it says', () => {
  const rates = [1, 999_999 / 1_000_000, 0.9996, 0.9986, 0.57, 2 / 3, 0]
  const texts = rates.map((rate) => rateText(rate, 'en-GB'))
  assert.deepEqual(texts, ['100%', '99.9%', '99.9%', '99.8%', '57%', '66.6%', '0%'])
})
