import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { asUser, startTenancy } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
before(async () => {
  tenancy = await startTenancy()
})

describe('UpdateWorkspace', () => {
  it('409, and no failure, where two take each other’s slug and PostgreSQL gives up one of them', async () => {
    const context = asUser()
    const [mine, other] = [await tenancy.create(context), await tenancy.create(context)]
    const { pool } = tenancy.part.database
    await pool.query(`CREATE FUNCTION hold_rename() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NEW; END'`)
    await pool.query(`CREATE TRIGGER hold_rename BEFORE UPDATE ON workspace FOR EACH ROW
      WHEN (OLD.id = '${mine.id}') EXECUTE FUNCTION hold_rename()`)
    const rename = 'UPDATE workspace SET slug = $2 WHERE id = $1'
    const [rival, holder] = [await pool.connect(), await pool.connect()]
    const [rivalPid, holderPid] = [await pidOf(rival), await pidOf(holder)]
    const isWaiting = async (blocker: number | undefined, waiter?: number) => {
      const { rows } = await pool.query<{ pid: number; waits_for: number[] }>(
        'SELECT pid, pg_blocking_pids(pid) AS waits_for FROM pg_stat_activity WHERE datname = current_database()',
      )
      const waiting = rows.filter(({ waits_for }) => blocker === undefined || waits_for.includes(blocker))
      assert.ok(waiting.some(({ pid, waits_for }) => waits_for.length > 0 && (waiter === undefined || pid === waiter)))
    }
    await holder.query('SELECT pg_advisory_lock(1)')
    await rival.query("BEGIN; SET LOCAL deadlock_timeout = '10min'")
    await rival.query(rename, [other.id, 'on-its-way'])
    const answer = tenancy.update(context, mine.id, { slug: other.slug }).then(
      () => 'done',
      ({ code }) => code,
    )
    // The call holds its row and waits for the holder; the rival waits for that row.
    await eventually(() => isWaiting(holderPid))
    const renaming = rival.query(rename, [mine.id, 'too'])
    await eventually(() => isWaiting(undefined, rivalPid))
    // Now the call wants what the rival has: it closes the circle, and looks for one first.
    await holder.query('SELECT pg_advisory_unlock(1)')
    holder.release()
    await renaming
    await rival.query('ROLLBACK')
    rival.release()
    assert.equal(await answer, 'DUPLICATE_RESOURCE')
  })
})

async function pidOf(client: { query: (text: string) => Promise<{ rows: { pid: number }[] }> }) {
  return (await client.query('SELECT pg_backend_pid() AS pid')).rows[0]?.pid
}
