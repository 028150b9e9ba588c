import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fail } from './errors.ts'

it('a refusal says what is wrong, and in a second sentence what to do', () => {
  for (const { message } of [fail.invalidKey(), fail.expiredKey(), fail.operatorsOnly(), fail.emailTaken()])
    assert.match(message, /^[A-Z][^.]+\. [A-Z][^.]+\.$/)
})
