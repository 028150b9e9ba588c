import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { countWaiting, eventually, make } from '@plinth/testkit'
import { applyStatus } from '../src/workspace-status/store.ts'
import type { WorkspaceStatus } from '../src/workspace-status/workspace-status.ts'
import { type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

const apply = ({ workspaceId }: CallContext, status: WorkspaceStatus['status']) =>
  applyStatus(harness.database, { workspaceId, status, eventId: make.id('evt'), version: 0 })

/** Creates an endpoint; once it is stored and not committed, applies the status. Returns how the endpoint stands after both. */
async function createWhileApplied(context: CallContext, status: WorkspaceStatus['status']) {
  const { creating, applying } = await harness.database.transaction(async (tx) => {
    await tx.query({ text: 'LOCK TABLE outbox IN SHARE MODE' })
    const hasWaiting = (statement: string) =>
      eventually(async () => {
        // PostgreSQL ends a transaction that sends nothing for seconds.
        await tx.query({ text: 'SELECT' })
        assert.equal(await countWaiting(harness.database, statement), 1)
      })
    const creating = harness.endpoints.createEndpoint(newEndpoint(), { context, timeoutMs: 30_000 })
    await hasWaiting('INSERT INTO outbox%')
    const applying = apply(context, status)
    await Promise.race([applying, hasWaiting('%endpoint_count %')])
    return { creating, applying }
  })
  const [{ endpoint }] = await Promise.all([creating, applying])
  const [standing] = await harness.database.query({
    text: `SELECT suspended_at IS NOT NULL AS "isSuspended", closing_at IS NOT NULL AS "isClosing" FROM endpoint WHERE id = $1`,
    values: [endpoint?.id],
  })
  return standing
}

describe('a webhook that is created while the status of its workspace changes', () => {
  it('is live in a workspace that is active again', async () => {
    const context = make.context()
    await apply(context, 'suspended')
    assert.deepEqual(await createWhileApplied(context, 'active'), { isSuspended: false, isClosing: false })
  })
  it('is suspended in a workspace that is suspended', async () => {
    const standing = await createWhileApplied(make.context(), 'suspended')
    assert.deepEqual(standing, { isSuspended: true, isClosing: false })
  })
  it('is deleted with a workspace that is deleted', async () => {
    assert.deepEqual(await createWhileApplied(make.context(), 'deleted'), { isSuspended: false, isClosing: true })
  })
})

describe('a webhook that is created in a workspace that is deleted already', () => {
  it('is deleted at once', async () => {
    const context = make.context()
    await apply(context, 'deleted')
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint(), { context })
    await eventually(() =>
      assert.rejects(harness.endpoints.getEndpoint({ id: endpoint?.id ?? '' }, { context }), {
        code: 'RESOURCE_NOT_FOUND',
      }),
    )
  })
})
