// Calls of the release before go on while the tables change, in whichever order they take them.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { migrateBesideCall } from '@plinth/testkit'
import { identity } from '../src/index.ts'

const calls: [string, [string, string]][] = [
  ['a key and then its user', ['UPDATE api_key SET name = name', 'SELECT FROM "user"']],
  ['a user and then the keys', ['SELECT FROM "user" FOR KEY SHARE', 'SELECT FROM api_key']],
]

describe('the migrations of this release', () => {
  for (const [what, statements] of calls)
    it(`wait for a call that takes ${what}, and it for none of them`, async () => {
      assert.ok(identity.migrations)
      await migrateBesideCall({ migrations: identity.migrations, statements })
    })
})
