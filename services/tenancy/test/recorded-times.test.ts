// Columns of times have milliseconds, PostgreSQL's clock has microseconds: an answer says what is stored.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Filter_Operator as Operator } from '@plinth/proto/common/v1/list.ts'
import { startLedger } from './ledger.ts'
import { ofWorkspace } from './plans.ts'

let t: Awaited<ReturnType<typeof startLedger>>
before(async () => {
  t = await startLedger()
  // Always 0.7 ms past a millisecond, which a column rounds up and a Date cuts off.
  const offsetMs = t.now().getTime() - Date.now()
  await t.part.database.query({
    text: `CREATE OR REPLACE FUNCTION plinth_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
      RETURN date_trunc('milliseconds', now()) + interval '${offsetMs} milliseconds 700 microseconds'`,
  })
})

const listed = async (namespaceIdOrUuid: string, createdBefore?: Date) => {
  const filters =
    createdBefore === undefined
      ? []
      : [{ field: 'created_at', operator: Operator.OPERATOR_AT_MOST, value: createdBefore.toISOString() }]
  const query = { page: 0, perPage: 100, cursor: '', sort: [], filters }
  const { records } = await t.usage.listUsage({ namespaceIdOrUuid, query }, t.operator)
  return records.map(({ id, recordedAt }) => [id, recordedAt])
}

describe('a time with microseconds', () => {
  it('of a usage record is the same in the answer and in the list', async () => {
    const { workspace, namespace } = await t.newOwner()
    await t.assign(ofWorkspace(workspace.id), 'small')
    const recorded = await t.record(namespace.id, 'credits', 3)
    assert.deepEqual(await listed(namespace.id), [[recorded.id, recorded.recordedAt]])
    assert.deepEqual(await listed(namespace.id, recorded.recordedAt), [[recorded.id, recorded.recordedAt]])
  })

  it('of a workspace, package and boost is the same in the answer and when it is read', async () => {
    const { user, workspace } = await t.newOwner()
    assert.deepEqual(workspace, await t.get(user, workspace.id))
    const changed = await t.update(user, workspace.id, { name: 'Renamed' })
    assert.deepEqual(changed, await t.get(user, workspace.id))
    const owner = ofWorkspace(workspace.id)
    const assigned = await t.assign(owner, 'small')
    assert.deepEqual((await t.assignments.listAssignments({ owner }, t.operator)).assignments, [assigned])
    const boost = await t.boost(owner)
    assert.deepEqual((await t.boosts.listBoosts({ owner }, t.operator)).boosts, [boost])
  })
})
