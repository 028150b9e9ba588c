import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { unprotected } from '@plinth/kit/db'
import { evidence } from '../src/audit-log/evidence.ts'
import { makeMonths } from '../src/audit-log/partition-store.ts'
import { type AuditHarness, asOwner, startAuditHarness } from './audit-harness.ts'

const written = '"position", seal, entry_id, sealed_at, reported_at, next_report_at, logged_at'

describe('what keeps the rows of the audit log as they are', () => {
  let audit: AuditHarness
  let owner = ''
  before(async () => {
    audit = await startAuditHarness()
    await makeMonths(audit.database, ['2033-01', '2033-02'])
    const [row] = await audit.database.query<{ owner: string }>({ text: 'SELECT quote_ident(current_user) AS owner' })
    owner = row?.owner ?? ''
  })
  after(() => audit?.stop())
  const run = (text: string) => audit.database.pool.query(text)
  const found = () => unprotected(audit.database, evidence)

  /** That this is found with these statements as its remedy, and nothing once they have run. */
  async function isMended(change: string, remedy: readonly string[]): Promise<void> {
    await run(change)
    const statements = await found()
    assert.deepEqual(statements, remedy, change)
    for (const statement of statements) await run(statement)
    assert.deepEqual(await found(), [], change)
  }

  it('is there once the tables and their months are made', async () => assert.deepEqual(await found(), []))

  it('lacks what was granted again, also on a month or a column alone', async () => {
    await isMended(`GRANT UPDATE, DELETE ON audit_entry TO ${owner}`, [
      `REVOKE UPDATE, DELETE ON audit_entry FROM ${owner}`,
    ])
    await isMended(`GRANT TRUNCATE ON audit_seal_203302 TO PUBLIC; GRANT UPDATE (seal) ON audit_seal TO PUBLIC`, [
      'REVOKE UPDATE (seal) ON audit_seal FROM PUBLIC',
      'REVOKE TRUNCATE ON audit_seal_203302 FROM PUBLIC',
    ])
    await isMended(`GRANT UPDATE ON audit_head TO ${owner}`, [
      `REVOKE UPDATE ON audit_head FROM ${owner}`,
      `GRANT UPDATE (${written}) ON audit_head TO ${owner}`,
    ])
  })

  it('leaves a service that is no superuser what sealing needs, and lacks that where it was taken', () =>
    asOwner(audit.database, async (tried, db) => {
      const sealing = [
        'SELECT FROM audit_head FOR UPDATE',
        `UPDATE audit_head SET position = position, logged_at = logged_at`,
      ]
      const mend = async () => {
        const statements = await unprotected(db, evidence)
        for (const text of statements) await db.query({ text })
        assert.deepEqual(await unprotected(db, evidence), [])
        for (const text of sealing) await tried(text)
        await assert.rejects(tried('UPDATE audit_head SET day = day'), { code: '42501' })
        return statements.map((text) => text.split(' ')[0])
      }
      await db.query({ text: 'GRANT UPDATE ON audit_head TO CURRENT_USER' })
      assert.deepEqual(await mend(), ['REVOKE', 'GRANT'])
      await db.query({ text: 'REVOKE UPDATE ON audit_head FROM CURRENT_USER' })
      await assert.rejects(tried(sealing[0] ?? ''), { code: '42501' })
      assert.deepEqual(await mend(), ['GRANT'])
    }))

  it('lacks triggers that are turned off or gone', async () => {
    await isMended('ALTER TABLE audit_entry_203301 DISABLE TRIGGER USER', [
      'ALTER TABLE audit_entry_203301 ENABLE TRIGGER audit_entry_kept',
      'ALTER TABLE audit_entry_203301 ENABLE TRIGGER audit_entry_203301_kept_whole',
    ])
    await isMended('DROP TRIGGER audit_seal_kept ON audit_seal; DROP TRIGGER audit_head_kept_whole ON audit_head', [
      'CREATE OR REPLACE TRIGGER audit_seal_kept BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()',
      'CREATE OR REPLACE TRIGGER audit_head_kept_whole BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_head_keep()',
    ])
    await isMended(
      `CREATE OR REPLACE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW WHEN (OLD.id = 'x')
        EXECUTE FUNCTION audit_refuse_change()`,
      [
        'CREATE OR REPLACE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()',
      ],
    )
  })

  it('is made with each month, also where the database grants rights on every new table', async () => {
    await run('ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC')
    await makeMonths(audit.database, ['2033-03'])
    assert.deepEqual(await found(), [])
    await assert.rejects(run('DELETE FROM audit_entry_203303; TRUNCATE audit_entry_203303'), { code: '42501' })
  })
})
