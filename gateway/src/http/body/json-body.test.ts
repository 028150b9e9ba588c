import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { type BodyHeaders, checkUnparsed, parseJson } from './json-body.ts'

const read = (body: Buffer, headers: BodyHeaders, valuesMax: number) => {
  checkUnparsed(body, headers, valuesMax)
  return parseJson(body)
}
const parse = (text: string | Buffer, contentType: string | undefined = 'application/json', contentEncoding?: string) =>
  read(Buffer.from(text), { contentType, contentEncoding }, 1_000_000)
const refused = (code: string, run: () => unknown) =>
  assert.throws(run, (err) => err instanceof PlinthError && err.code === code)

describe('a JSON body', () => {
  it('is an empty object when nothing was sent, whatever its type', () => {
    assert.deepEqual(parse(''), {})
    assert.deepEqual(parse('', 'text/plain'), {})
  })

  it('is JSON by its type, in UTF-8, not compressed', () => {
    for (const type of ['application/json', 'Application/JSON; charset=utf-8', 'application/merge-patch+json']) {
      assert.deepEqual(parse('{"a":1}', type), { a: 1 })
    }
    for (const type of ['text/plain', '', 'application/jsonp', 'application/json; charset=latin1']) {
      refused('UNSUPPORTED_MEDIA_TYPE', () => parse('{}', type))
    }
    refused('UNSUPPORTED_MEDIA_TYPE', () => parse('{}', 'application/json', 'gzip'))
  })

  it('is well formed', () => {
    for (const text of ['{', '{"a":1}x', "{'a':1}", 'NaN']) refused('INVALID_FORMAT', () => parse(text))
    refused('INVALID_FORMAT', () => parse(Buffer.from([0x22, 0xff, 0x22])))
    assert.throws(() => parse('{"secret": whsec_1}'), {
      message: 'The body is not valid JSON. Line 1, column 12: a value was expected, but a letter was found.',
    })
  })

  it('holds nothing that no store can hold', () => {
    for (const text of ['{"a":["\\u0000"]}', '{"a\\u0000":1}', '{"a":"\\ud800"}', '{"__proto__":{}}']) {
      refused('VALIDATION_ERROR', () => parse(text))
    }
    assert.deepEqual(parse('{"a":"\\\\u0000 \\ud83d\\ude00"}'), { a: '\\u0000 😀' })
  })

  it('names the field of what no store can hold, at any depth', () => {
    const fieldsOf = (text: string): string[] => {
      try {
        parse(text)
      } catch (err) {
        if (err instanceof PlinthError && err.code === 'VALIDATION_ERROR') return Object.keys(err.details)
      }
      return []
    }
    assert.deepEqual(fieldsOf('{"filter":{"a":[1,{"$in":[1e999]}]}}'), ['filter.a.1.$in.0'])
    assert.deepEqual(fieldsOf('{"operations":[{"data":{"name":"\\u0000"}}]}'), ['operations.0.data.name'])
    assert.deepEqual(fieldsOf('{"data":{"a\\u0000":1}}'), ['data'])
    assert.deepEqual(fieldsOf('-1e999'), ['body'])
  })

  it('holds no number that would be stored as null', () => {
    for (const text of ['1e999', '-1e309', `1${'0'.repeat(400)}`, '1.8e308']) {
      refused('VALIDATION_ERROR', () => parse(`{"settings":{"x":${text}}}`))
    }
    assert.deepEqual(parse('{"x":[1.7976931348623157e308,1e-999,-0]}'), { x: [Number.MAX_VALUE, 0, -0] })
  })

  it('holds no more values than it may, which is told before it is parsed', () => {
    const many = (count: number) =>
      Buffer.from(
        `[${Array(count - 1)
          .fill('{}')
          .join(',')}]`,
      )
    const headers = { contentType: 'application/json', contentEncoding: undefined }
    assert.ok(read(many(1_000), headers, 1_000))
    refused('PAYLOAD_TOO_LARGE', () => checkUnparsed(many(1_001), headers, 1_000))
    refused('PAYLOAD_TOO_LARGE', () => checkUnparsed(Buffer.concat([many(1_001), Buffer.from('x')]), headers, 1_000))
  })

  it('is not nested without end', () => {
    refused('INVALID_FORMAT', () => parse('['.repeat(300_000) + ']'.repeat(300_000)))
    refused('INVALID_FORMAT', () => parse('['.repeat(33) + ']'.repeat(33)))
    assert.ok(parse('['.repeat(32) + ']'.repeat(32)))
  })
})
