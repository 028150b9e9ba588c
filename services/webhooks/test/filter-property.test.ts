import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { describe, it } from 'node:test'
import { explain } from '../src/filters/explain.ts'
import { meets } from '../src/filters/meets.ts'
import { parseFilter } from '../src/filters/parse.ts'
import { SearchableData } from '../src/filters/searchable-data.ts'
import { filterCase, randomOf } from './filter-cases.ts'
import { referenceMatches } from './filter-reference.ts'

const cases = 15_000

describe('a filter', () => {
  it(`matches as the reference says, in ${cases} random cases, and explains that`, () => {
    const first = randomInt(2 ** 31)
    let matched = 0
    let refused = 0
    for (let seed = first; seed < first + cases; seed++) {
      const { filter, data } = filterCase(randomOf(seed))
      const shown = `seed ${seed}: ${JSON.stringify({ filter, data })}`
      const read = parseFilter(filter)
      if ('faults' in read) {
        refused++
        continue
      }
      const expected = referenceMatches(filter, data)
      assert.equal(meets(read.rule, new SearchableData(data)), expected, shown)
      const { matches, because } = explain(read.rule, data)
      assert.equal(matches, expected, shown)
      assert.ok(because.length > 0, shown)
      if (expected) matched++
    }
    // The generator itself must not have gone dull.
    assert.ok(refused < cases / 4, `${refused} refused, from seed ${first}`)
    assert.ok(matched > cases / 10 && matched < (cases * 4) / 5, `${matched} matched, from seed ${first}`)
  })
})
