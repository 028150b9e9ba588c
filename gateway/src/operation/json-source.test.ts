import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { countEntries, entrySources, fieldSources } from './json-source.ts'

const dataOf = (json: string): string | undefined => fieldSources(Buffer.from(json)).get('data')?.toString()

describe('the source of a field', () => {
  it('is what was sent, byte for byte', () => {
    for (const data of [
      '{"n": 12345678901234567890.10, "b":1,"a" : [ ]}',
      '"\\"}"',
      '-1e400',
      'null',
      '[{"data":[]}]',
      '{}',
    ])
      for (const json of [
        `{"data":${data}}`,
        ` {"x" : "data" ,\n"d\\u0061ta"\t: ${data} , "y":[{"data":1}]} `,
        `\ufeff{"data":${data}}`,
      ])
        assert.equal(dataOf(json), data)
  })

  it('is that of the last field of its name, as in JSON.parse', () => {
    assert.equal(dataOf('{"data":1,"data":{"a":2}}'), '{"a":2}')
    assert.equal(dataOf('{}'), undefined)
  })

  it('parses to the value of the field, in any JSON', () => {
    const spaces = fc.constantFrom(undefined, 1, '\t')
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), spaces, (value, space) => {
        const bytes = Buffer.from(JSON.stringify(value, null, space))
        const found = [...fieldSources(bytes)].map(([name, source]) => [name, JSON.parse(source.toString())])
        assert.deepEqual(Object.fromEntries(found), JSON.parse(bytes.toString()))
      }),
      { numRuns: 1_000 },
    )
  })

  it('is found for every entry of a list', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 3 })), (values) => {
        const bytes = Buffer.from(JSON.stringify(values, null, 1))
        assert.deepEqual(
          entrySources(bytes).map((source) => JSON.parse(source.toString())),
          JSON.parse(JSON.stringify(values)),
        )
      }),
    )
  })
})

describe('the number of entries of a list in a field', () => {
  const count = (json: string, most = 1_000) => countEntries(Buffer.from(json), 'events', most)

  it('is that of the parsed body, in any JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 3 })), fc.constantFrom(undefined, 1, '\t'), (events, space) => {
        assert.equal(count(JSON.stringify({ at: ['x'], events, more: [[1, 2]] }, null, space)), events.length)
      }),
    )
    assert.equal(count('{"events":[1,2],"\\u0065vents":[1]}'), 1)
  })

  it('is counted no further than needed', () => assert.equal(count(`{"events":[${Array(50_000).fill(1)}]}`, 100), 101))

  it('is 0 where there is no such list', () => {
    for (const json of [
      '',
      '{}',
      '[]',
      '["events",[1]]',
      '{"events":{"a":1,"b":2}}',
      '{"events":"[1,2]"}',
      '{"a":{"events":[1]}}',
    ])
      assert.equal(count(json), 0, json)
  })

  it('ends for bytes that are no JSON', () => {
    for (const json of [
      '{',
      '{"',
      '{"events',
      '{"events":',
      '{"events":[',
      '{"events":[,',
      '{"events":[}',
      '{"events":[1 2',
      '{"\\x":[1]}',
      '{"a":"\\',
    ])
      count(json)
    fc.assert(fc.property(fc.stringMatching(/^\{"events":[[\]{},:" 1\\]*$/), (json) => void count(json)))
  })
})
