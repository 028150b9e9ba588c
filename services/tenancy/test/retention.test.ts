// The tables do not grow with what has ended: it leaves by batches, whichever processes run the job.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { explaining, fill, make } from '@plinth/testkit'
import { forgetExpired } from '../src/invitations/store.ts'
import { retain } from '../src/jobs/retention.ts'
import { startTeam } from './team.ts'

let t: Awaited<ReturnType<typeof startTeam>>
before(async () => {
  t = await startTeam()
})

const count = async (text: string, id: string) => {
  const [row] = await t.part.database.query<{ count: number }>({ text: `SELECT count(*) FROM ${text}`, values: [id] })
  return row?.count
}
const run = (database = t.part.database) => retain({ database, ledgerDays: 400, deletedDays: 30 })

describe('invitations', () => {
  const left = (workspaceId: string) => count('invitation WHERE workspace_id = $1', workspaceId)

  it('leave when they have expired, accepted ones and those of deleted workspaces too; the others stay', async () => {
    const [{ id, as, owner }, gone] = [await t.team(), await t.team()]
    const email = make.email()
    const { token } = await t.invite(as(owner), email)
    await t.accept(as(make.id('usr')), token, email)
    await t.invite(as(owner), make.email())
    await t.invite(gone.as(gone.owner), make.email())
    await t.part.database.query({
      text: `UPDATE invitation SET expires_at = plinth_now() WHERE workspace_id = ANY ($1)`,
      values: [[id, gone.id]],
    })
    await t.workspaces.deleteWorkspace({ idOrSlug: gone.id }, { context: gone.operator })
    const kept = make.email()
    await t.invite(as(owner), kept)
    await run()
    assert.deepEqual([await left(id), await left(gone.id)], [1, 0])
    assert.equal(await count('invitation WHERE email = $1', kept), 1)
  })

  it('are found by their expiry among many that have not expired', async () => {
    const { id } = await t.team()
    await fill(t.part.database, [
      {
        text: `INSERT INTO invitation (id, workspace_id, email, email_folded, role, token_hash, expires_at)
          SELECT 'inv_' || n, $1, n || '@example.com', n || '@example.com', 'member', sha256(n::text::bytea),
            plinth_now() + CASE WHEN n % 1000 = 0 THEN interval '0' ELSE interval '7 days' END FROM generate_series(1, 10000) n`,
        values: [id],
      },
      'ANALYZE invitation',
    ])
    const { db, seen } = explaining(t.part.database)
    await forgetExpired(db, 500)
    const [{ rowsRead, entriesRead, wholeTables } = assert.fail('nothing was asked')] = seen
    assert.ok(rowsRead + entriesRead < 100, `${rowsRead} rows and ${entriesRead} entries, whole: ${wholeTables}`)
    assert.equal(await left(id), 9_990)
  })
})
