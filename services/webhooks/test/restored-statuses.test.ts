// Tenancy was restored from a moment before or after that of webhooks.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { eventually, make } from '@plinth/testkit'
import { type RestoredWorkspace, workspacesWithWebhooks } from '../src/workspace-status/restored-store.ts'
import { endUnknown, takeStatuses } from '../src/workspace-status/restored-verbs.ts'
import { applyStatus } from '../src/workspace-status/store.ts'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

const lost = 7
const raised = 1_000_003

/** An event of before the restore. */
const wasTold = ({ workspaceId }: CallContext, status: RestoredWorkspace['status'], version = lost) =>
  applyStatus(harness.database, { workspaceId, status, eventId: make.id('evt'), version })
const take = (...told: [CallContext, RestoredWorkspace['status']][]) =>
  takeStatuses(
    harness.database,
    new SystemClock(),
    told.map(([{ workspaceId: id }, status]) => ({ id, status, version: raised })),
  )

async function createIn(context: CallContext): Promise<string> {
  const { url } = await harness.receiver()
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url }), { context })
  return endpoint?.id ?? ''
}

async function sendsIn(context: CallContext, endpointId: string, status: string): Promise<void> {
  await emitWorkspaceUpdated(harness.database, context)
  await eventually(async () => assert.equal((await deliveriesOf(harness, context, endpointId))[0]?.status, status))
}

const isGone = (context: CallContext, id: string) =>
  eventually(() => assert.rejects(harness.endpoints.getEndpoint({ id }, { context }), { code: 'RESOURCE_NOT_FOUND' }))

describe('statuses that tenancy has after a restore', () => {
  it('send what was held when the workspace is active again, and later events are followed', async () => {
    const context = make.context()
    const id = await createIn(context)
    await wasTold(context, 'suspended')
    await sendsIn(context, id, 'held')
    await wasTold(context, 'active', 3)
    await sendsIn(context, id, 'held')
    await take([context, 'active'])
    await eventually(async () =>
      assert.deepEqual(
        (await deliveriesOf(harness, context, id)).map(({ status }) => status),
        ['success', 'success'],
      ),
    )
    await wasTold(context, 'suspended', raised + 1)
    await sendsIn(context, id, 'held')
  })

  it('hold what is owed to a suspended workspace', async () => {
    const context = make.context()
    const id = await createIn(context)
    await wasTold(context, 'active')
    await take([context, 'suspended'])
    await sendsIn(context, id, 'held')
  })

  it('let a workspace have webhooks that was deleted and exists again', async () => {
    const context = make.context()
    const ended = await createIn(context)
    await wasTold(context, 'deleted')
    await isGone(context, ended)
    await take([context, 'active'])
    await sendsIn(context, await createIn(context), 'success')
  })

  it('end the webhooks of a deleted workspace, and note none that has no webhook', async () => {
    const [context, without] = [make.context(), make.context()]
    const id = await createIn(context)
    const changed = await take([context, 'deleted'], [without, 'deleted'])
    assert.deepEqual(
      changed.map((one) => one.id),
      [context.workspaceId],
    )
    await isGone(context, id)
  })

  it('change nothing where they are known, and a second time', async () => {
    const [known, suspended] = [make.context(), make.context()]
    await createIn(known)
    await wasTold(suspended, 'suspended')
    assert.deepEqual(await take([known, 'active'], [suspended, 'suspended']), [])
    assert.equal((await take([known, 'suspended'], [suspended, 'active'])).length, 2)
    assert.deepEqual(await take([known, 'suspended'], [suspended, 'active']), [])
  })

  it('give way to a newer event', async () => {
    const context = make.context()
    const id = await createIn(context)
    await wasTold(context, 'suspended', raised + 1)
    await take([context, 'active'])
    await sendsIn(context, id, 'held')
  })
})

describe('workspaces that tenancy does not know', () => {
  it('lose their webhooks, and have new ones again once tenancy knows them', async () => {
    const context = make.context()
    const id = await createIn(context)
    await wasTold(context, 'active')
    const found = new Set<string>()
    for await (const page of workspacesWithWebhooks(harness.database)) for (const one of page) found.add(one)
    assert.ok(found.has(context.workspaceId))
    await wasTold(context, 'active')
    const end = (clock = new SystemClock()) => endUnknown(harness.database, clock, [context.workspaceId])
    const late = new SystemClock()
    late.setOffset(-86_400_000)
    assert.deepEqual(await end(late), [context.workspaceId])
    assert.deepEqual(await end(), [])
    await isGone(context, id)
    await take([context, 'active'])
    await sendsIn(context, await createIn(context), 'success')
  })
})
