import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fail } from './errors.ts'

it('a refusal says what is wrong, and in a second sentence what to do', () => {
  for (const { message } of [
    fail.operatorsOnly(),
    fail.roleTooLow(),
    fail.auditReadersOnly(),
    fail.auditHeadsOperatorsOnly(),
  ])
    assert.match(message, /^[A-Z][^.]+\. [A-Z][^.]+\.$/)
})
