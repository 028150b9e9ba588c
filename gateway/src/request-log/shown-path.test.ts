import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { newOneTimeToken } from '@plinth/kit/secrets/one-time-token'
import { shownPath } from './shown-path.ts'

const shown = (id: string) => shownPath('/users/{user_id}/keys', { user_id: id })

describe('the path of a call in the request log', () => {
  it('has the ids and slugs that the caller named', () => {
    for (const id of ['usr_01kb0q3t5dexn8r0v6m2c7h9ak', 'acme', '550e8400-e29b-41d4-a716-446655440000'])
      assert.equal(shown(id), `/users/${id}/keys`)
    assert.equal(shownPath('/users', {}), '/users')
  })

  it('never has a key, an address, or what can be no id', () => {
    const { key } = makeApiKey('sk')
    for (const id of [
      key,
      ...['pcs_', 'pcl_', 'inv_tok_', 'email_tok_'].map((prefix) => newOneTimeToken(prefix).token),
      'ada@example.test',
      'a\nb',
      '\u0000',
      '\u202e',
      '{user_id}',
      '$&',
      '',
      'x'.repeat(1_048_576),
    ])
      assert.equal(shown(id), '/users/{user_id}/keys')
    assert.equal(shownPath('/users/{user_id}', {}), '/users/{user_id}')
    assert.equal(shownPath('/users/{constructor}', {}), '/users/{constructor}')
  })
})
