import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fail } from './errors.ts'

it('a refusal says what is wrong, and in a second sentence what to do', () => {
  for (const { message } of [
    fail.invalidApiKey(),
    fail.operatorsOnly(),
    fail.scopeMissing('read:users', []),
    fail.tooLarge(1),
    fail.tooManyValues(1),
  ])
    assert.match(message, /^[A-Z][^.]+\. [A-Z][^.]+\.$/)
})
