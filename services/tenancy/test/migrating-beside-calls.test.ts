// Calls of the release before go on while the tables change, in whichever order they take them.
import { describe, it } from 'node:test'
import { migrateBesideCall } from '@plinth/testkit'
import { tenancy } from '../src/index.ts'
import { given } from './tenancy.ts'

const calls: [string, [string, string]][] = [
  ['an invitation and then its workspace', ['SELECT FROM invitation', 'SELECT FROM workspace FOR NO KEY UPDATE']],
  ['a workspace and then its invitations', ['SELECT FROM workspace FOR NO KEY UPDATE', 'DELETE FROM invitation']],
  ['a namespace and then who pays', ['UPDATE namespace SET name = name', 'SELECT FROM workspace FOR NO KEY UPDATE']],
  ['a balance and then its workspace', ['DELETE FROM balance', 'SELECT FROM workspace']],
  ['a tier and then the namespaces', ['UPDATE user_tier SET tier = tier', 'SELECT FROM namespace']],
  ['a workspace and then its members', ['UPDATE workspace SET name = name', 'DELETE FROM membership']],
  ['a boost and then its workspace', ['DELETE FROM boost', 'UPDATE workspace SET name = name']],
  ['a namespace and then a package', ['UPDATE namespace SET name = name', 'DELETE FROM package_assignment']],
]

describe('the migrations of this release', () => {
  for (const [what, statements] of calls)
    it(`wait for a call that takes ${what}, and it for none of them`, () =>
      migrateBesideCall({ migrations: given(tenancy.migrations), statements }))
})
