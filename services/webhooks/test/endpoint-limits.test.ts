import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { EventsServiceService } from '@plinth/proto/webhooks/v1/events.ts'
import { eventually, make } from '@plinth/testkit'
import { emitOfWorkspace, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_ENDPOINTS_MAX: '3' })
})
after(() => harness.stop())

const create = (context: CallContext, changes: Parameters<typeof newEndpoint>[0] = {}) =>
  harness.endpoints.createEndpoint(newEndpoint(changes), { context })

describe('endpoints of one workspace', () => {
  it('FEATURE_LIMIT_REACHED beyond the bound of the installation, without a plan, also for twenty at once', async () => {
    const context = make.context()
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => create(context)))
    const codes = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'created'))
    assert.equal(codes.filter((code) => code === 'created').length, 3)
    assert.equal(codes.filter((code) => code === 'FEATURE_LIMIT_REACHED').length, 17)
  })
  it('are no more when the plan allows more, and fewer when it allows fewer', async () => {
    for (const [planLimit, most] of [
      [10, 3],
      [1, 1],
    ] as const) {
      const context = make.context({ planLimits: { 'plinth.webhooks': planLimit } })
      for (let made = 0; made < most; made++) await create(context)
      await assert.rejects(create(context), { code: 'FEATURE_LIMIT_REACHED' })
    }
  })
  it('leave room again once one is deleted', async () => {
    const context = make.context()
    const made = [await create(context), await create(context), await create(context)]
    await harness.endpoints.deleteEndpoint({ id: made[0]?.endpoint?.id ?? '' }, { context })
    await create(context)
  })
})

describe('the delays of a schedule', () => {
  it('VALIDATION_ERROR for a retry without a pause; the first attempt needs none', async () => {
    const wrong = { code: 'VALIDATION_ERROR' }
    for (const schedule of [
      [0, 0],
      [5, 1, 0],
    ]) {
      await assert.rejects(create(make.context(), { retryScheduleSeconds: schedule }), wrong)
    }
    const context = make.context()
    const { endpoint } = await create(context, { retryScheduleSeconds: [0, 1, 1] })
    const change = { id: endpoint?.id ?? '', retrySchedule: { seconds: [0, 0] }, cleared: [] }
    await assert.rejects(harness.endpoints.updateEndpoint(change, { context }), wrong)
  })
})

describe('tests that run at once', () => {
  it('are two for one workspace; those of another one run beside them', async () => {
    const [silent, good] = [await harness.receiver(), await harness.receiver()]
    const gate = Promise.withResolvers<void>()
    silent.answerWith({ status: 200, after: gate.promise })
    const [mine, theirs] = [make.context(), make.context()]
    const id = (await create(mine, { url: silent.url })).endpoint?.id ?? ''
    const other = (await create(theirs, { url: good.url })).endpoint?.id ?? ''
    const test = (testedId: string, context: CallContext) =>
      harness.endpoints.testEndpoint({ id: testedId }, { context })
    const held = [test(id, mine), test(id, mine)]
    try {
      await eventually(async () => assert.equal(silent.requests.length, 2))
      await assert.rejects(test(id, mine), {
        ...{ code: 'RATE_LIMIT_EXCEEDED', details: { policy: ['webhook-tests'] }, retryAfterSeconds: 2 },
      })
      assert.equal((await test(other, theirs)).success, true)
    } finally {
      gate.resolve()
    }
    assert.deepEqual(
      (await Promise.all(held)).map(({ success }) => success),
      [true, true],
    )
    assert.equal((await test(id, mine)).success, true)
  })
})

describe('tests of one user', () => {
  it('are two at once, however many workspaces; those of another user run beside them', async () => {
    const silent = await harness.receiver()
    const gate = Promise.withResolvers<void>()
    silent.answerWith({ status: 200, after: gate.promise })
    const principal = make.principal()
    const [first, second, third] = [
      make.context({ principal }),
      make.context({ principal }),
      make.context({ principal }),
    ]
    const held: Promise<unknown>[] = []
    const test = async (context: CallContext) => {
      const id = (await create(context, { url: silent.url })).endpoint?.id ?? ''
      return harness.endpoints.testEndpoint({ id }, { context })
    }
    try {
      for (const [at, context] of [first, second].entries()) {
        held.push(test(context))
        await eventually(async () => assert.equal(silent.requests.length, at + 1))
      }
      await assert.rejects(test(third), { code: 'RATE_LIMIT_EXCEEDED', message: /^A user can run at most 2 / })
      held.push(test(make.context()))
      await eventually(async () => assert.equal(silent.requests.length, 3))
    } finally {
      gate.resolve()
    }
    assert.equal((await Promise.all(held)).length, 3)
  })
})

describe('member.invited', () => {
  it('is read by owners and admins alone: in the list, by its id, and as what a delivery sent', async () => {
    const receiver = await harness.receiver()
    const owner = make.context()
    const endpointId = (await create(owner, { url: receiver.url, events: ['member.*'] })).endpoint?.id ?? ''
    const attributes = { email: 'ghost@example.org', role: 'admin' }
    const eventId = await emitOfWorkspace(harness.database, owner, 'member.invited', attributes)
    await emitOfWorkspace(harness.database, owner, 'member.added', { role: 'member' })
    await eventually(async () => assert.equal(receiver.requests.length, 2))
    const seen = async (context: CallContext) => {
      const { events } = await harness.part.dial('webhooks', EventsServiceService).listEvents({}, { context })
      return events
        .map(({ type }) => type)
        .filter((type) => type.startsWith('member.'))
        .sort()
    }
    const member = { ...owner, role: Role.ROLE_MEMBER }
    const get = (context: CallContext) =>
      harness.part.dial('webhooks', EventsServiceService).getEvent({ id: eventId }, { context })
    const sent = async (context: CallContext) => {
      const { deliveries } = await harness.deliveries.listDeliveries({ endpointId }, { context })
      const { id = '' } = deliveries.find(({ eventType }) => eventType === 'member.invited') ?? {}
      return (await harness.deliveries.getDelivery({ endpointId, id }, { context })).delivery?.payload.toString()
    }
    for (const context of [owner, { ...owner, role: Role.ROLE_ADMIN }]) {
      assert.deepEqual(await seen(context), ['member.added', 'member.invited'])
      assert.equal((await get(context)).event?.type, 'member.invited')
      assert.match((await sent(context)) ?? '', /ghost@example\.org/)
    }
    assert.deepEqual(await seen(member), ['member.added'])
    await assert.rejects(get(member), { code: 'RESOURCE_NOT_FOUND', message: 'The event was not found.' })
    assert.equal(await sent(member), '')
  })
})
