import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { printJson, RawJson, rawFields } from './raw-json.ts'

const raw = (json: string) => new RawJson(Buffer.from(json))

describe('JSON that an answer has as it is', () => {
  it('is printed with the digits, spaces and order that it came with', () => {
    for (const json of [
      '{"a":12345678901234567890,"b":[0.10000000000000000555,1e400,-1.0E-7]}',
      '{ "b": 1.0,\n "a": "\\u00e9 é 😀 $& $1" }',
      '-0.0',
      'null',
    ])
      assert.equal(
        printJson({ before: 1, data: [raw(json), { inner: raw(json) }], after: '$&' }),
        `{"before":1,"data":[${json},{"inner":${json}}],"after":"$&"}`,
      )
  })

  it('means the same as when it is parsed', () => {
    const anything = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(fc.array(anything), fc.jsonValue(), (objects, other) => {
        const rows = objects.map((object) => rawFields(Buffer.from(JSON.stringify(object))))
        assert.deepEqual(JSON.parse(printJson({ rows, other })), JSON.parse(JSON.stringify({ rows: objects, other })))
      }),
    )
  })

  it('is not parsed, however many values it has', (context) => {
    const parse = context.mock.method(JSON, 'parse')
    const data = `[${Array(20_000).fill('1.0').join(',')}]`
    const rows = Array.from({ length: 53 }, () => rawFields(Buffer.from(`{"id":"evt_1","data":${data}}`)))
    assert.ok(printJson({ rows }).length > 4_000_000)
    const longest = Math.max(...parse.mock.calls.map(({ arguments: [text] }) => text.length))
    assert.equal(longest, '"data"'.length)
  })

  it('is printed without a mark after an answer that could not be printed', () => {
    const broken = { toJSON: () => assert.fail('broken') }
    assert.throws(() => printJson({ a: raw('1'), broken }))
    assert.equal(printJson({ b: raw('2'), c: raw('3') }), '{"b":2,"c":3}')
  })
})
