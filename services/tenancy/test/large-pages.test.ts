// Metadata of the largest size, of four bytes a character: a hundred such namespaces are more than a message between parts takes.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { fill } from '@plinth/testkit'
import { startNamespaces } from './namespaces.ts'

let tenancy: Awaited<ReturnType<typeof startNamespaces>>
before(async () => {
  tenancy = await startNamespaces()
})

describe('a page of namespaces that is larger than a message', () => {
  it('is a 400 that says what to do, and shorter pages are answered', async () => {
    const { id, as, admin } = await tenancy.team()
    await fill(tenancy.part.database, [
      {
        text: `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata, is_default, is_active)
          SELECT 'ns_' || $1 || n, gen_random_uuid(), 'n', 'large-' || n, 'Workspace', $1, $1, '{}', '{}',
            (SELECT jsonb_object_agg(k, repeat('😀', 500)) FROM generate_series(1, 50) k), false, true FROM generate_series(1, 100) n`,
        values: [id],
      },
    ])
    const list = (perPage: number) =>
      tenancy.namespaces.listNamespaces(
        { query: { page: 1, perPage, cursor: undefined, filters: [], sort: [] } },
        { context: as(admin) },
      )
    await assert.rejects(list(100), {
      code: 'INVALID_PARAMETER',
      details: { per_page: ['The page has 10 MiB. Lower per_page.'] },
    })
    assert.equal((await list(50)).namespaces.length, 50)
  })
})
