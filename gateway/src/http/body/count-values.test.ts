import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { countValues } from './count-values.ts'

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, inner) => sum + valuesIn(inner), 1)
}

describe('counting the values of JSON', () => {
  it('says of any JSON, however spaced, what is in it once parsed', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(undefined, 1, '\t'), (text, space) => {
        const value: unknown = JSON.parse(text)
        assert.equal(countValues(Buffer.from(JSON.stringify(value, null, space))), valuesIn(value))
      }),
      { numRuns: 1_000 },
    )
  })

  it('takes no bracket or comma in a text for one', () => {
    assert.equal(countValues(Buffer.from(String.raw`{"a,[{\"":"[,\\"}`)), 2)
  })
})
