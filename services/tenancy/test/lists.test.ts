// A seeded table stands for a large one: PostgreSQL knows from its statistics what is rare, and plans as it would for a million.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Database, PageSource } from '@plinth/kit/db'
import { examineList, fill } from '@plinth/testkit'
import { invitationsOf } from '../src/invitations/store.ts'
import { allNamespaces, namespacesOf } from '../src/namespaces/lists.ts'
import { membersOf } from '../src/teams/store.ts'
import { allWorkspaces, workspacesOf, workspacesWithRoleOf } from '../src/workspaces/lists.ts'
import { startTenancy } from './tenancy.ts'

const rows = 20_000
const rowsMax = 4_000
// Of some, 1 of 2 and nearly none.
const times = ['2026-01-01T05:30:00Z', '2026-01-01T02:46:40Z', '2026-01-01T00:01:00Z']

let database: Database
before(async () => {
  database = (await startTenancy()).part.database
  await fill(database, [
    `
    INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata, created_at, updated_at)
      SELECT 'wks_' || lpad(n::text, 6, '0'), 'Acme ' || md5(n::text), 'acme-' || md5('slug' || n),
        CASE WHEN n % 1000 = 7 THEN 'enterprise' WHEN n % 3 = 0 THEN 'pro' ELSE 'free' END,
        CASE WHEN n % 50 = 0 THEN 'suspended' ELSE 'active' END, '{}', '{}', '{}', moment, moment + n % 97 * interval '1 min'
      FROM generate_series(0, ${rows - 1}) n, LATERAL (SELECT '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 s') AS t (moment);
    INSERT INTO membership (workspace_id, user_id, role)
      SELECT id, CASE WHEN n % 500 = 0 THEN 'usr_me' ELSE 'usr_' || n % 499 END, 'owner'
      FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM workspace) AS w;
    INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, description, settings, tags, metadata,
        is_default, is_active, created_at, updated_at)
      SELECT 'ns_' || substr(w.id, 5), gen_random_uuid(), w.name, w.slug,
        CASE WHEN n % 2 = 0 THEN 'User' ELSE 'Workspace' END, CASE WHEN n % 2 = 0 THEN 'usr_' || n ELSE w.id END, w.id, '',
        '{}', '{}', '{}', true, n % 500 <> 3, w.created_at, w.updated_at
      FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM workspace) AS w;
  `,
    `
    INSERT INTO membership (workspace_id, user_id, role, created_at, updated_at)
      SELECT 'wks_000001', 'usr_of_many_' || n, 'member', moment, moment
      FROM generate_series(1, 300) n, LATERAL (SELECT '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 s') AS t (moment);
    INSERT INTO invitation (id, workspace_id, email, email_folded, role, token_hash, expires_at)
      SELECT 'inv_' || n, 'wks_' || lpad((n % 60)::text, 6, '0'), n || '@example.com', n || '@example.com', 'member',
        decode(md5(n::text), 'hex'), plinth_now() + interval '1 day' FROM generate_series(1, 6000) n;
  `,
    ...['workspace', 'membership', 'namespace', 'invitation'].map((table) => `VACUUM ANALYZE ${table}`),
  ])
})

const workspaceSamples = {
  name: ['Acme'],
  slug: ['acme-none'],
  tier: ['free', 'enterprise', 'none'],
  status: ['active', 'suspended'],
  created_at: times,
  updated_at: times,
  search: ['c4ca4238a0b9'],
}
const namespaceSamples = {
  ...{ name: ['Acme'], slug: ['acme-none'], created_at: times, updated_at: times, search: ['c4ca4238a0b9'] },
  owner_type: ['User', 'Workspace'],
  workspace_id: ['wks_000012'],
  is_active: ['true', 'false'],
}

const examined = (source: PageSource, samples: Record<string, readonly string[]>) =>
  examineList(database, { source, samples, rowsMax })

describe(`a first page of ${rows} rows reads a bounded part of them, in every order and under every filter`, () => {
  it('all workspaces', async () => {
    assert.deepEqual(await examined(allWorkspaces, workspaceSamples), [])
  })
  it("a user's workspaces", async () => {
    assert.deepEqual(await examined(workspacesOf('usr_me'), workspaceSamples), [])
  })
  it("a user's workspaces with the role in each", async () => {
    const { updated_at: _, ...samples } = workspaceSamples
    assert.deepEqual(await examined(workspacesWithRoleOf('usr_me'), samples), [])
  })
  it('all namespaces', async () => {
    assert.deepEqual(await examined(allNamespaces, namespaceSamples), [])
  })
  it("a workspace's members", async () => {
    const samples = { role: ['owner', 'member'], created_at: times, updated_at: times }
    assert.deepEqual(await examined(membersOf('wks_000001'), samples), [])
  })
  it("a workspace's invitations", async () => {
    const samples = {
      ...{
        email: ['1@example.com'],
        role: ['member', 'owner'],
        created_at: times,
        expires_at: times,
        search: ['example'],
      },
    }
    assert.deepEqual(await examined(invitationsOf('wks_000001'), samples), [])
  })
  it("a user's namespaces", async () => {
    assert.deepEqual(await examined(namespacesOf({ userId: 'usr_me', boundTo: '' }), namespaceSamples), [])
  })
})
