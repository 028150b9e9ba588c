// Two tenancy processes on one real PostgreSQL, and processes that are killed: plans change once, whoever changes them.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { AssignmentsServiceService } from '@plinth/proto/tenancy/v1/assignments.ts'
import { Boost_Duration as Duration } from '@plinth/proto/tenancy/v1/boosts.ts'
import { eventually } from '@plinth/testkit'
import { hourMs, ofNamespace, ofWorkspace, type Plans, startPlans } from './plans.ts'
import { startSecondProcess } from './second-process.ts'

let plans: Plans
let second: Awaited<ReturnType<typeof startSecondProcess>>
before(async () => {
  plans = await startPlans()
  second = await startSecondProcess(plans.part)
})
after(() => second.stop())

const typesOf = async (workspaceId: string) => (await plans.eventsOf(workspaceId)).map(({ type }) => type)

describe('two processes', () => {
  it('two base packages at once, many times: one stays, each change is told and logged once', async () => {
    const services = [plans.assignments, second.dial('tenancy', AssignmentsServiceService)]
    for (let round = 0; round < 10; round++) {
      const { workspace } = await plans.newOwner()
      const owner = ofWorkspace(workspace.id)
      await Promise.all(
        ['small', 'large', 'pro', 'small'].map((packageCode, at) =>
          services[at % 2]?.assignPackage({ owner, packageCode }, plans.operator),
        ),
      )
      const held = (await plans.held(owner)).map(([, status]) => status)
      assert.deepEqual(held.sort(), ['active', 'cancelled', 'cancelled', 'cancelled'])
      const told = (await typesOf(workspace.id)).filter((type) => type.startsWith('package.'))
      assert.deepEqual(told.sort(), [...Array(4).fill('package.assigned'), ...Array(3).fill('package.cancelled')])
      assert.deepEqual((await plans.logOf(workspace.id)).sort(), told)
    }
  })

  it('a package that does not stack, assigned to one owner at once: once', async () => {
    const services = [plans.assignments, second.dial('tenancy', AssignmentsServiceService)]
    const owner = ofNamespace((await plans.newOwner()).namespace.id)
    const ends = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) =>
        services[at % 2]?.assignPackage({ owner, packageCode: 'single' }, plans.operator),
      ),
    )
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.deepEqual(await plans.held(owner), [['single', 'active']])
  })

  it('suspended, reactivated and cancelled at once: every change that was answered is told once', async () => {
    const services = [plans.assignments, second.dial('tenancy', AssignmentsServiceService)]
    const { workspace } = await plans.newOwner()
    const owner = ofWorkspace(workspace.id)
    const { id } = await plans.assign(owner, 'small')
    const done = await Promise.allSettled(
      Array.from({ length: 24 }, async (_, at) => {
        const service = services[at % 2] ?? plans.assignments
        if (at === 20) await service.cancelAssignment({ owner, id, isAtPeriodEnd: false }, plans.operator)
        else if (at % 4 < 2) await service.suspendAssignment({ owner, id }, plans.operator)
        else await service.reactivateAssignment({ owner, id }, plans.operator)
        return at === 20 ? 'package.cancelled' : at % 4 < 2 ? 'package.suspended' : 'package.reactivated'
      }),
    )
    const answered = done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const told = (await typesOf(workspace.id)).filter((type) => type.startsWith('package.'))
    assert.deepEqual(told.sort(), ['package.assigned', ...answered].sort())
    assert.equal(answered.filter((type) => type === 'package.cancelled').length, 1)
    assert.deepEqual(await plans.held(owner), [['small', 'cancelled']])
  })
})

describe('what expires while processes are killed', () => {
  it('is ended once each: one event and one entry of the log', async () => {
    const [ownersCount, heldCount, boostsCount] = [5, 80, 40]
    const expiresAt = new Date(plans.now().getTime() + hourMs)
    const workspaceIds = await Promise.all(
      Array.from({ length: ownersCount }, async () => {
        const { workspace } = await plans.newOwner()
        const owner = ofWorkspace(workspace.id)
        for (let at = 0; at < heldCount; at++) await plans.assign(owner, 'extra', { expiresAt })
        const until = { duration: Duration.DURATION_UNTIL, expiresAt }
        for (let at = 0; at < boostsCount; at++) await plans.boost(owner, until)
        return workspace.id
      }),
    )
    const names = ['doomed-0', 'doomed-50', 'doomed-99']
    const doomed = await Promise.all(names.map((name) => startSecondProcess(plans.part, name)))
    const letGo = await holdInTheMiddle()
    await plans.travel(2 * hourMs)
    await Promise.all(doomed.map((one, at) => killInTheMiddle(names[at] ?? '', one.stop)))
    await letGo()

    const told = await eventually(
      async () => {
        const types = (await Promise.all(workspaceIds.map(typesOf))).map((all) => [
          all.filter((type) => type === 'package.expired').length,
          all.filter((type) => type === 'boost.expired').length,
        ])
        assert.deepEqual(types, Array(ownersCount).fill([heldCount, boostsCount]))
        return types
      },
      { timeoutMs: 60_000, everyMs: 200 },
    )
    for (const [at, workspaceId] of workspaceIds.entries()) {
      const logged = await plans.logOf(workspaceId)
      const count = (action: string) => logged.filter((one) => one === action).length
      assert.deepEqual([count('package.expired'), count('boost.expired')], told[at])
    }
    await plans.travel(0)
  })
})

/** A process that logs its endings waits after as many entries as its name tells, 0 by default. */
async function holdInTheMiddle(): Promise<() => Promise<void>> {
  const { pool } = plans.part.database
  await pool.query(`CREATE FUNCTION hold_log() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE written int := coalesce(nullif(current_setting('test.written', true), ''), '0');
    BEGIN
      IF written >= coalesce(substring(current_setting('application_name') FROM 'doomed-(.*)'), '0')::int THEN
        PERFORM pg_advisory_xact_lock_shared(1);
      END IF;
      PERFORM set_config('test.written', (written + 1)::text, true);
      RETURN NEW;
    END $$`)
  const holder = await pool.connect()
  await holder.query('SELECT pg_advisory_lock(1)')
  await pool.query('CREATE TRIGGER hold_log BEFORE INSERT ON entitlement_log FOR EACH ROW EXECUTE FUNCTION hold_log()')
  return async () => {
    await holder.query('SELECT pg_advisory_unlock(1)')
    holder.release()
  }
}

/** Kills it once it is writing of what it has ended. */
async function killInTheMiddle(name: string, kill: () => Promise<void>): Promise<void> {
  await eventually(async () => {
    const rows = await plans.part.database.query({
      text: `SELECT FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()
        AND wait_event = 'advisory' AND query LIKE 'INSERT INTO entitlement_log%'`,
      values: [name],
    })
    assert.ok(rows.length > 0, `${name} was never in the middle of it`)
  })
  await kill()
}
