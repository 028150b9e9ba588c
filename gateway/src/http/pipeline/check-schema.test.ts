import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { checkQuery } from './check-schema.ts'

describe('checkQuery', () => {
  for (const name of ['__proto__', 'constructor', 'toString']) {
    it(`names an unknown parameter called ${name}`, () => {
      const check = () => checkQuery(new URLSearchParams([[name, '1']]), new Set(['page']))
      assert.throws(check, (err) => err instanceof PlinthError && Object.keys(err.details).includes(name))
    })
  }
})
