import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fail } from './errors.ts'

it('a refusal says what is wrong, and in a second sentence what to do', () => {
  for (const { message } of [
    fail.operatorsOnly(),
    fail.managersOnly(),
    fail.ownersOnly(),
    fail.namespaceElsewhere(),
    fail.slugTaken(),
    fail.namespaceSlugTaken(),
    fail.alreadyMember(),
  ])
    assert.match(message, /^[A-Z][^.]+\. [A-Z][^.]+\.$/)
})
