import assert from 'node:assert/strict'
import type { Database } from '@plinth/kit/db'
import { eventually, type RunningProcess } from '@plinth/testkit'
import { processName } from './dispatch-harness.ts'

const lock = 7_165_202_611_270_197n

/**
 * Starts a dispatcher process, and freezes it with its first claim: PostgreSQL has committed the leases, and the process does not
 * know. No other such process may run.
 */
export async function freezeWithClaim(
  database: Database,
  start: () => Promise<RunningProcess>,
): Promise<RunningProcess> {
  // With its claim a dispatcher moves the endpoint in the queue, in the round trip of COMMIT.
  await database.query({
    text: `CREATE FUNCTION test_hold_claim() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_advisory_xact_lock_shared(${lock}); RETURN NEW; END $$;
      CREATE TRIGGER test_hold_claim BEFORE UPDATE OF last_turn_at ON endpoint_state
        FOR EACH ROW WHEN (current_setting('application_name') = '${processName}') EXECUTE FUNCTION test_hold_claim()`,
  })
  const holding = await database.pool.connect()
  try {
    await holding.query(`SELECT pg_advisory_lock(${lock})`)
    const frozen = await start()
    await eventually(async () => assert.equal((await sessionsOf(database, `wait_event = 'advisory'`)).length, 1))
    frozen.pause()
    await holding.query(`SELECT pg_advisory_unlock(${lock})`)
    await eventually(async () => assert.deepEqual(await sessionsOf(database, `state <> 'idle'`), []))
    return frozen
  } finally {
    // With all that it still holds.
    holding.release(true)
    await database.query({ text: 'DROP FUNCTION test_hold_claim CASCADE' })
  }
}

/** Starts a dispatcher process, and freezes it in the middle of its first claim: it has locks of endpoints, and no lease yet. */
export async function freezeWithLocks(
  database: Database,
  start: () => Promise<RunningProcess>,
): Promise<RunningProcess> {
  const looking = (state: string) => sessionsOf(database, `query LIKE '%"isProbing"%' AND ${state}`)
  const holding = await database.pool.connect()
  try {
    // A claim that looks for endpoints waits, until it may read the table.
    await holding.query('BEGIN; LOCK TABLE delivery_due IN ACCESS EXCLUSIVE MODE')
    const frozen = await start()
    await eventually(async () => assert.equal((await looking(`wait_event_type = 'Lock'`)).length, 1))
    frozen.pause()
    await holding.query('COMMIT')
    await eventually(async () => assert.equal((await looking(`state = 'idle in transaction'`)).length, 1))
    return frozen
  } finally {
    // With all that it still holds.
    holding.release(true)
  }
}

function sessionsOf(database: Database, condition: string) {
  return database.query({
    text: `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = '${processName}' AND ${condition}`,
  })
}
