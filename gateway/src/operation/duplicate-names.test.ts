import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { duplicateName } from './duplicate-names.ts'

const found = (json: string) => duplicateName(Buffer.from(json))

describe('a name that an object has twice', () => {
  it('is found at any depth, however it is written', () => {
    assert.equal(found('{"a":-5,"a":5}'), 'a')
    assert.equal(found('{"x":[{"é" : 1, "\\u00e9":2}]}'), 'é')
    assert.equal(found('{"a":{"b":"}"},"c":[1],"a":2}'), 'a')
    assert.equal(found('{"":1,"":2}'), '')
  })

  it('is none in different objects, or in a text', () => {
    assert.equal(found('{"a":{"a":1},"b":[{"a":1},{"a":2}]}'), undefined)
    assert.equal(found('{"a":"a","b":"{\\"a\\":1,\\"a\\":2}","c":["a","a"]}'), undefined)
    assert.equal(found(' { } '), undefined)
  })
})
