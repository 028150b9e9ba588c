import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase, type Remedies, weaknesses } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { make, type TestDatabase, testDatabase } from '@plinth/testkit'
import { evidence } from '../src/audit-log/evidence.ts'
import { makeMonths } from '../src/audit-log/partition-store.ts'

const migrations = new URL('../prisma/migrations/', import.meta.url)

describe('what lets the audit log be changed, lost or kept from being stored', () => {
  const log = openLog({ level: 'fatal', name: 'webhooks' })
  let made: TestDatabase
  let owned: Database
  let service: Database
  const role = `audit_owner_${make.id('ws').slice(-8)}`
  const open = (url: string) => openDatabase({ url, poolMax: 2, clock: new SystemClock(), log })
  const admin = (text: string) => owned.pool.query(text)
  const asService = (text: string) => service.pool.query(text)

  // As an installation has it: the role of the service owns its tables, and is no superuser.
  before(async () => {
    made = await testDatabase(migrations)
    owned = open(made.url)
    await makeMonths(owned, ['2033-01', '2033-02'])
    await admin(`CREATE ROLE ${role} LOGIN; GRANT CREATE ON SCHEMA public TO ${role}`)
    const { rows } = await owned.pool.query<{ sql: string }>(
      `SELECT format('ALTER TABLE %s OWNER TO ${role}', oid::regclass) AS sql FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        UNION ALL SELECT format('ALTER FUNCTION %s OWNER TO ${role}', oid::regprocedure) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace`,
    )
    for (const { sql } of rows) await admin(sql)
    const url = new URL(made.url)
    url.username = role
    service = open(url.href)
  })
  after(async () => {
    await service?.close()
    await admin(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`)
    await owned?.close()
    await made?.drop()
  })

  const found = () => weaknesses(service, evidence, migrations)

  /** That this is found with these statements as its remedy, and nothing once they have run. */
  async function isMended(change: () => Promise<unknown>, remedies: Partial<Remedies>): Promise<void> {
    await change()
    const { asOwner, asSuperuser } = await found()
    assert.deepEqual({ asOwner, asSuperuser }, { asOwner: [], asSuperuser: [], ...remedies })
    for (const sql of asOwner) await asService(sql)
    for (const sql of asSuperuser) await admin(sql)
    assert.deepEqual(await found(), { asOwner: [], asSuperuser: [] })
  }

  it('is nothing once the tables and their months are made', async () =>
    assert.deepEqual(await found(), { asOwner: [], asSuperuser: [] }))

  it('is another body of a function that refuses, its rights or settings, or none', async () => {
    const { rows } = await admin(`SELECT pg_get_functiondef('audit_refuse_change'::regproc) AS made`)
    const isSame = async () =>
      assert.deepEqual((await admin(`SELECT pg_get_functiondef('audit_refuse_change'::regproc) AS made`)).rows, rows)
    const { asOwner: remedy } = await (async () => {
      await asService(
        `CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
      )
      return found()
    })()
    assert.match(
      remedy.join(),
      /^CREATE OR REPLACE FUNCTION audit_refuse_change\(\) RETURNS trigger LANGUAGE plpgsql AS \$\$\nBEGIN\n {4}RAISE EXCEPTION[^$]*\$\$$/,
    )
    await isMended(async () => undefined, { asOwner: remedy })
    await isSame()
    await isMended(() => asService('ALTER FUNCTION audit_refuse_change() SECURITY DEFINER'), { asOwner: remedy })
    await isMended(() => asService('ALTER FUNCTION audit_refuse_change() SET search_path = pg_temp'), {
      asOwner: remedy,
    })
    await isSame()
    await asService('DROP FUNCTION audit_refuse_change() CASCADE')
    const { asOwner } = await found()
    assert.deepEqual(
      asOwner.map((sql) => sql.split(' ').slice(0, 3).join(' ')),
      ['CREATE OR REPLACE', ...Array(8).fill('CREATE OR REPLACE')],
    )
    await isMended(async () => undefined, { asOwner })
    await isSame()
  })

  it('is a trigger that is none of Plinth’s, also on one month', async () => {
    await asService(`CREATE FUNCTION leave_out() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`)
    await isMended(
      () =>
        asService(`CREATE TRIGGER leave_out BEFORE INSERT ON audit_seal_203301 FOR EACH ROW EXECUTE FUNCTION leave_out();
          CREATE TRIGGER "Leave out" BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION leave_out()`),
      {
        asOwner: ['DROP TRIGGER "Leave out" ON audit_entry', 'DROP TRIGGER leave_out ON audit_seal_203301'],
      },
    )
    await asService('DROP FUNCTION leave_out()')
  })

  it('is a function that refuses at the wrong moment', () =>
    isMended(
      () =>
        asService(`CREATE TRIGGER early BEFORE INSERT ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_keep();
          CREATE TRIGGER early BEFORE INSERT OR UPDATE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()`),
      { asOwner: ['DROP TRIGGER early ON audit_seal', 'DROP TRIGGER early ON audit_head'] },
    ))

  it('is a rule', () =>
    isMended(
      () =>
        asService(`CREATE RULE nothing AS ON INSERT TO audit_entry DO INSTEAD NOTHING;
          CREATE RULE nothing AS ON UPDATE TO audit_head DO INSTEAD NOTHING`),
      { asOwner: ['DROP RULE nothing ON audit_entry', 'DROP RULE nothing ON audit_head'] },
    ))

  it('is row security', () =>
    isMended(
      () =>
        asService(`ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
          ALTER TABLE audit_seal_203302 FORCE ROW LEVEL SECURITY`),
      {
        asOwner: ['audit_entry', 'audit_seal_203302'].map(
          (table) => `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY`,
        ),
      },
    ))

  it('is a month that a crash would empty', () =>
    isMended(() => asService('ALTER TABLE audit_entry_203301 SET UNLOGGED'), {
      asOwner: ['ALTER TABLE audit_entry_203301 SET LOGGED'],
    }))

  it('is a primary key that is gone', () =>
    isMended(
      () =>
        asService(
          'ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_pkey; ALTER TABLE audit_head DROP CONSTRAINT audit_head_pkey',
        ),
      {
        asOwner: [
          'ALTER TABLE audit_entry ADD PRIMARY KEY (created_at, id)',
          'ALTER TABLE audit_head ADD PRIMARY KEY (day, month)',
        ],
      },
    ))

  it('is a right of a role that the service may become', async () => {
    const other = `${role}_other`
    await admin(`CREATE ROLE ${other}; GRANT ${other} TO ${role}; ALTER ROLE ${role} NOINHERIT`)
    try {
      await isMended(() => asService(`GRANT DELETE ON audit_seal TO ${other}`), {
        asOwner: [`REVOKE DELETE ON audit_seal FROM ${other}`],
      })
    } finally {
      await admin(`ALTER ROLE ${role} INHERIT; DROP ROLE ${other}`)
    }
  })

  it('is membership in pg_write_all_data or in a superuser, also by way of another role', async () => {
    const [other, root] = [`${role}_other`, `${role}_root`]
    await admin(`CREATE ROLE ${other}; CREATE ROLE ${root} SUPERUSER; GRANT ${other} TO ${role}`)
    const { rows } = await owned.pool.query<{ me: string }>('SELECT quote_ident(current_user) AS me')
    const me = rows[0]?.me
    try {
      await isMended(() => admin(`GRANT pg_write_all_data TO ${role}`), {
        asSuperuser: [`REVOKE pg_write_all_data FROM ${role} GRANTED BY ${me}`],
      })
      await isMended(() => admin(`GRANT pg_write_all_data TO ${other}`), {
        asSuperuser: [`REVOKE pg_write_all_data FROM ${other} GRANTED BY ${me}`],
      })
      await isMended(() => admin(`GRANT ${root} TO ${other}`), {
        asSuperuser: [`REVOKE ${root} FROM ${other} GRANTED BY ${me}`],
      })
    } finally {
      await admin(`DROP ROLE ${other}, ${root}`)
    }
  })

  it('is the setting that turns triggers off, of the role or the database, and the right to set it', async () => {
    const { rows } = await admin('SELECT current_database() AS name')
    const [setting, database] = ['session_replication_role', rows[0].name]
    for (const scope of [`ROLE ${role}`, `DATABASE ${database}`, `ROLE ${role} IN DATABASE ${database}`])
      await isMended(() => admin(`ALTER ${scope} SET ${setting} = replica`), {
        asSuperuser: [`ALTER ${scope} RESET ${setting}`],
      })
    await isMended(() => admin(`GRANT SET ON PARAMETER ${setting} TO ${role}`), {
      asSuperuser: [`REVOKE SET ON PARAMETER ${setting} FROM ${role}`],
    })
  })

  it('is that setting of every role, which is of every database', async () => {
    const [remedy, undone] = ['ALTER ROLE ALL RESET session_replication_role', new Error('rolled back')]
    // Never committed: it would be one of other tests.
    const attempt = owned.transaction(async (tx) => {
      await tx.query({ text: 'ALTER ROLE ALL SET session_replication_role = replica' })
      assert.deepEqual((await weaknesses(tx, evidence, migrations)).asSuperuser, [remedy])
      await tx.query({ text: remedy })
      assert.deepEqual((await weaknesses(tx, evidence, migrations)).asSuperuser, [])
      throw undone
    })
    await assert.rejects(attempt, undone)
  })
})
