import assert from 'node:assert/strict'
import { it } from 'node:test'
import { withoutSecret } from '../../ui/without-secret.ts'
import { keySearch } from './key-search.ts'

it('a key that was pasted is searched for by what a list shows of it', () => {
  const key = 'sk_live_AbCdEfGhIjKlMn01_0RpQxWcVbNmAsDfGhJkLqWeRtYuIoPzXcVbNm012345_0a1B2c'
  assert.equal(keySearch(withoutSecret(key)), 'sk_live_AbCd')
  for (const text of ['sk_live_AbCd', 'sk_live', 'Production', 'ci_deploy']) assert.equal(keySearch(text), text)
})
