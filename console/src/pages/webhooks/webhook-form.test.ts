import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { areSeconds, bodyOf, emptyFields, filterOf, headerPairs } from './webhook-form.ts'

const given = (body: object) => JSON.parse(JSON.stringify(body))

describe('the form of a webhook', () => {
  it('makes a body of the fields that it is given', () => {
    const body = bodyOf({ url: 'https://a.test', events: ['*'], schedule: '0, 60\n300', rate: '5', channels: 'a b\nc' })
    assert.deepEqual(given(body), {
      url: 'https://a.test',
      events: ['*'],
      retry_schedule_seconds: [0, 60, 300],
      rate_limit: { per_second: 5 },
      channels: ['a b', 'c'],
    })
  })

  it('clears what is empty', () => {
    const { description, headers, schedule, rate, namespaces, channels, filter } = emptyFields
    assert.deepEqual(given(bodyOf({ description, headers, schedule, rate, namespaces, channels, filter })), {
      description: null,
      headers: {},
      retry_schedule_seconds: null,
      rate_limit: null,
      namespace_ids: [],
      channels: [],
      filter: null,
    })
  })

  it('reads headers, of which each line has a name and a value', () => {
    assert.deepEqual(headerPairs('Authorization: Bearer a:b\n\n X-Team : 1 '), [
      ['Authorization', 'Bearer a:b'],
      ['X-Team', '1'],
    ])
    for (const text of ['Authorization', ': value', 'Name:']) assert.equal(headerPairs(text), undefined)
  })

  it('reads delays and filters', () => {
    assert.deepEqual([areSeconds('0 60'), areSeconds('0 1m'), areSeconds('-1')], [true, false, false])
    assert.deepEqual(filterOf('{"a": 1}'), { a: 1 })
    assert.equal(filterOf(' '), null)
    for (const text of ['[1]', '1', '{', 'null', '{"a": [1e999]}']) assert.equal(filterOf(text), undefined)
  })
})
