// Calls of the release before go on while the tables change, in whichever order they take them.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { migrateBesideCall } from '@plinth/testkit'
import { webhooks } from '../src/index.ts'

const calls: [string, [string, string]][] = [
  ['an event and then what is due', ['SELECT FROM event', 'DELETE FROM delivery_due']],
  ['what is due and then its event', ['DELETE FROM delivery_due', 'SELECT FROM event']],
  ['an endpoint and then its state', ['UPDATE endpoint SET url = url', 'UPDATE endpoint_state SET next_due_at = NULL']],
  ['the state of an endpoint and then the endpoint', ['SELECT FROM endpoint_state FOR UPDATE', 'SELECT FROM endpoint']],
  ['what is due and then the counts', ['DELETE FROM delivery_due', 'UPDATE delivery_count SET accepted = accepted']],
  ['the counts and then the event', ['UPDATE delivery_count SET accepted = accepted', 'SELECT FROM event']],
  ['a status and then the endpoints', ['DELETE FROM workspace_standing', 'UPDATE endpoint SET url = url']],
]

describe('the migrations of this release', () => {
  for (const [what, statements] of calls)
    it(`wait for a call that takes ${what}, and it for none of them`, async () => {
      assert.ok(webhooks.migrations)
      await migrateBesideCall({ migrations: webhooks.migrations, statements })
    })
})
