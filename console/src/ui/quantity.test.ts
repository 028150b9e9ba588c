import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { quantityText, tickText } from './quantity.ts'

describe('a quantity', () => {
  it('is a number with its unit', () => {
    assert.equal(quantityText(12_345.678, 'calls', 'en-GB'), '12,345.68 calls')
    assert.equal(quantityText(12_345, null, 'de'), '12.345')
    assert.equal(quantityText(0, '', 'en-GB'), '0')
  })
  it('of bytes is in binary units', () => {
    const texts = [0, 1, 1_023, 1_024, 1_610_612_736, 2 ** 40, 2 ** 53].map((one) =>
      quantityText(one, 'bytes', 'en-GB'),
    )
    assert.deepEqual(texts, ['0 B', '1 B', '1,023 B', '1 KB', '1.5 GB', '1 TB', '8 PB'])
  })
  it('on an axis is short', () => {
    assert.deepEqual([tickText(1_500_000, 'calls', 'en-US'), tickText(2 ** 30, 'bytes', 'en-US')], ['1.5M', '1 GB'])
  })
})
