import assert from 'node:assert/strict'
import { eventually, type StartedPart } from '@plinth/testkit'

/** Every key's INSERT or DELETE waits, in the middle of its transaction, until it is released. */
export async function holdKeys({ pool }: StartedPart['database'], on: 'INSERT' | 'DELETE') {
  await pool.query(`CREATE OR REPLACE FUNCTION hold_key() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM pg_advisory_xact_lock_shared(1);
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END $$`)
  const holder = await pool.connect()
  await holder.query('SELECT pg_advisory_lock(1)')
  await pool.query(`CREATE TRIGGER hold_key BEFORE ${on} ON api_key FOR EACH ROW EXECUTE FUNCTION hold_key()`)
  return {
    /** Resolves when as many wait, for this or for each other, or when it need not be so any more. */
    waiting: (count: number, isOver = () => false) =>
      eventually(async () => {
        const { rows } = await pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`,
        )
        assert.ok(isOver() || rows.length >= count, `${rows.length} wait`)
      }),
    async release() {
      await holder.query('SELECT pg_advisory_unlock(1)')
      holder.release()
      await pool.query('DROP TRIGGER hold_key ON api_key')
    },
  }
}
