import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { checkQuery } from './check-schema.ts'

const saidOf = (query: string, name: string): unknown => {
  try {
    checkQuery(new URLSearchParams(query), new Set(['page', 'fields']))
  } catch (err) {
    return err instanceof PlinthError ? err.details[name] : err
  }
  return undefined
}

describe('checkQuery', () => {
  it('says how a list is sent that came as a parameter for each value', () => {
    const once = 'The parameter must be sent only once.'
    assert.deepEqual(saidOf('fields=id&fields=name', 'fields'), [`${once} Separate its values with commas: \`a,b\`.`])
    assert.deepEqual(saidOf('page=1&page=2', 'page'), [once])
  })

  for (const name of ['__proto__', 'constructor', 'toString']) {
    it(`names an unknown parameter called ${name}`, () => {
      const check = () => checkQuery(new URLSearchParams([[name, '1']]), new Set(['page']))
      assert.throws(check, (err) => err instanceof PlinthError && Object.keys(err.details).includes(name))
    })
  }
})
