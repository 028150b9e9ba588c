// 10⁵ users and keys, with statistics: PostgreSQL plans as it would for a million.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { parseApiKey } from '@plinth/kit/access/api-key-format'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { SearchServiceService as Search } from '@plinth/proto/identity/v1/search.ts'
import { explaining, fill, make } from '@plinth/testkit'
import { keyTextOf } from '../src/search/key-text.ts'
import { findKeysBy, findUsersBy, foundMax } from '../src/search/store.ts'
import { asOperator, startIdentity, withOperatorKey } from './identity.ts'

const rows = 100_000
const own = 200
let t: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  t = await startIdentity()
  // It takes longer than a statement of the service may, where the machine is busy.
  await fill(t.part.database, [
    `INSERT INTO "user" (id, name, email, email_folded, tier)
      SELECT 'usr_' || n, 'Bob ' || md5(n::text), n || '@bulk.test', n || '@bulk.test', 'free' FROM generate_series(1, ${rows}) n;
    INSERT INTO api_key (id, lookup_id, key_hash, prefix, workspace_id, user_id, is_operator, name, scopes, rate_limit_tier, allowed_ips)
      SELECT 'key_' || n, 'Bulk' || lpad(n::text, 12, '0'), '', 'sk_live_Bulk', 'wks_' || n % ${rows / own}, 'usr_' || n, false,
        'Key ' || n, '{*}', 'free', '{}' FROM generate_series(1, ${rows}) n;
    ANALYZE`,
  ])
})

const types = ['user', 'api_key', 'operator_key', 'session']
const search = async (text: string, context: CallContext = asOperator(), userIds: string[] = [], wanted = types) =>
  (await t.part.dial('identity', Search).searchIdentity({ search: { text, types: wanted }, userIds }, { context }))
    .results

describe('a search in identity', () => {
  it('finds a user by ID, by address, and by the beginning of either name, in any case', async () => {
    const user = await t.createUser({ name: 'Grace Hopper', email: 'Grace@Navy.test' })
    const found = { type: 'user', id: user.id, name: 'Grace Hopper', workspaceId: '' }
    for (const text of [user.id, 'Grace@Navy.test', 'grace@navy.test'])
      assert.deepEqual(await search(text), [{ ...found, isExact: true, webhookId: undefined }], text)
    for (const text of ['grace@', 'GRACE@NAVY', 'grace h', 'Grace Hopper'])
      assert.deepEqual(await search(text), [{ ...found, isExact: false, webhookId: undefined }], text)
    for (const text of ['%', '_race', 'race', `${user.id}x`]) assert.deepEqual(await search(text), [], text)
  })

  it('finds a key by ID and by as much of it as is no secret', async () => {
    const user = await t.createUser()
    const { apiKey, key } = await t.createKey('wks_own', user.id, { name: 'CI' })
    const lookupId = parseApiKey(key)?.lookupId ?? ''
    const found = { type: 'api_key', id: apiKey.id, name: 'CI', workspaceId: 'wks_own' }
    for (const text of [apiKey.id, `sk_live_${lookupId}`])
      assert.deepEqual(await search(text), [{ ...found, isExact: true, webhookId: undefined }], text)
    for (const text of [apiKey.prefix, `sk_live_${lookupId.slice(0, 9)}`])
      assert.deepEqual(await search(text), [{ ...found, isExact: false, webhookId: undefined }], text)
    assert.deepEqual(await search(`sk_live_${lookupId.slice(0, 9)}0000000`), [])
  })

  it('finds operator keys and sessions for operators alone, without a workspace', async () => {
    const { operatorKey, key } = await t.createOperatorKey({ name: 'Ada' })
    const text = `${operatorKey.prefix.split('_').slice(0, -1).join('_')}_${parseApiKey(key)?.lookupId}`
    assert.deepEqual(await search(text), [
      { type: 'operator_key', id: operatorKey.id, name: 'Ada', workspaceId: '', isExact: true, webhookId: undefined },
    ])
    assert.equal((await search(text, asOperator(), [], ['operator_key'])).length, 1)
    assert.deepEqual(await search(text, asOperator(), [], ['api_key', 'session']), [])
    const context = withOperatorKey(operatorKey)
    const { session } = await t.sessions.createSession({ codeHash: Buffer.alloc(0) }, { context })
    const id = session?.bearer?.principal?.sessionId ?? ''
    const found = { type: 'session', id, name: 'Ada', workspaceId: '', isExact: true, webhookId: undefined }
    assert.deepEqual(await search(id, asOperator(), [], ['session']), [found])
    assert.deepEqual(await search(id, asOperator(), [], ['api_key', 'operator_key']), [])
    assert.deepEqual(await search(text, asOperator({ workspaceId: 'wks_own' })), [])
    assert.deepEqual(await search(operatorKey.id, make.context({ workspaceId: 'wks_own' })), [])
  })

  it('finds for a member what is in the workspace, of the types that are asked for', async () => {
    const [user, other] = [await t.createUser({ name: 'Zoe One' }), await t.createUser({ name: 'Zoe Two' })]
    const { apiKey } = await t.createKey('wks_mine', user.id)
    const foreign = await t.createKey('wks_theirs', other.id)
    const member = make.context({ workspaceId: 'wks_mine' })
    const ids = async (text: string, wanted?: string[]) =>
      (await search(text, member, [user.id], wanted)).map(({ id }) => id)
    assert.deepEqual(await ids('zoe'), [user.id])
    assert.deepEqual(await ids(other.id), [])
    assert.deepEqual(await ids('sk_live'), [apiKey.id])
    assert.deepEqual(await ids(foreign.apiKey.id), [])
    assert.deepEqual(await ids('zoe', ['api_key']), [])
    assert.deepEqual(await ids('sk_live', ['user']), [])
    assert.deepEqual(await search('zoe', make.context({ workspaceId: '' }), [user.id]), [])
  })

  it(`reads no table of ${rows} rows from end to end, and few rows, however many begin so`, async () => {
    const members = Array.from({ length: own }, (_, at) => `usr_${at + 1}`)
    for (const text of ['b', 'bob ', '7', '77@bulk.test', 'usr_77', 'nobody']) {
      for (const userIds of [undefined, members]) {
        const { db, seen } = explaining(t.part.database)
        assert.ok((await findUsersBy(db, text, userIds)).length <= 2 * foundMax + 1)
        assertFew(seen, userIds === undefined ? 100 : 4 * own)
      }
    }
    for (const text of ['sk_', 'sk_live_Bulk', 'sk_live_Bulk000000000077', 'key_77', 'sk_live_Bulkzzz']) {
      for (const workspaceId of [undefined, 'wks_7']) {
        const { db, seen } = explaining(t.part.database)
        await findKeysBy(db, text, keyTextOf(text), workspaceId)
        assertFew(seen, workspaceId === undefined ? 100 : 4 * own)
      }
    }
  })
})

describe('a search of a member', () => {
  it('reads the users and the keys of the workspace once, where it finds none', async () => {
    const members = Array.from({ length: own }, (_, at) => `usr_${at + 1}`)
    const { db, seen } = explaining(t.part.database)
    assert.deepEqual(await findUsersBy(db, 'nobody', members), [])
    assert.deepEqual(await findKeysBy(db, 'nothing', keyTextOf('nothing'), 'wks_7'), [])
    // A bitmap counts an entry and its row.
    assertFew(seen, 2 * own)
  })
})

function assertFew(seen: ReturnType<typeof explaining>['seen'], most: number) {
  for (const { wholeTables, rowsRead, entriesRead, text } of seen) {
    assert.deepEqual(wholeTables, [], text)
    assert.ok(rowsRead + entriesRead <= most, `${rowsRead + entriesRead} rows: ${text}`)
  }
}
