import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { ReplaysServiceService, type RetryDeliveriesRequest } from '@plinth/proto/webhooks/v1/replays.ts'
import { eventually, make } from '@plinth/testkit'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'
import { retryOf } from './retry-of.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0' })
})
after(() => harness?.stop())

const since = new Date('2020-01-01T00:00:00Z')
const retry = async (context: CallContext, conditions: Partial<RetryDeliveriesRequest>) => {
  const { replays } = await harness.part
    .dial('webhooks', ReplaysServiceService)
    .retryDeliveries(retryOf({ ...(conditions.ids ? {} : { since }), ...conditions }), { context })
  return replays.map(({ endpointId, total }) => [endpointId, total] as const).toSorted()
}

/** A workspace whose /bad answers 400, /later 500, and /good 200, with two events each. */
async function outage() {
  const [receiver, context] = [await harness.receiver(), make.context()]
  const statuses: Record<string, number> = { '/bad': 400, '/later': 500, '/good': 200 }
  receiver.answerWith(({ path }) => ({ status: statuses[path] ?? 200 }))
  const ids: Record<string, string> = {}
  for (const path of Object.keys(statuses)) {
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url + path }), { context })
    ids[path] = endpoint?.id ?? ''
  }
  const events = [
    await emitWorkspaceUpdated(harness.database, context),
    await emitWorkspaceUpdated(harness.database, context),
  ]
  const { '/bad': bad = '', '/later': later = '', '/good': good = '' } = ids
  const rows = async () => {
    const all = await Promise.all([bad, later, good].map((id) => deliveriesOf(harness, context, id)))
    return all.flat()
  }
  await eventually(async () => {
    const ended = (await rows()).filter(({ status }) => status === 'failed' || status === 'success')
    assert.equal(ended.length, 6)
  })
  return { receiver, context, events, rows, bad, later, good }
}

/** How often each path was asked, once nothing waits any more. */
async function asked({ receiver, rows }: Awaited<ReturnType<typeof outage>>, before = 6) {
  await eventually(async () => {
    const states = (await rows()).map(({ status }) => status)
    assert.ok(states.every((status) => status === 'failed' || status === 'success'))
  })
  return receiver.requests
    .slice(before)
    .map(({ path, headers }) => [path, headers['webhook-id']])
    .toSorted()
}

/** Waits for the replays of the workspace to end. */
const replaysDone = (context: CallContext) =>
  eventually(async () => {
    const text = `SELECT FROM replay WHERE workspace_id = $1 AND status = 'running'`
    assert.deepEqual(await harness.database.query({ text, values: [context.workspaceId] }), [])
  })

describe('a retry of all that match', () => {
  const cases: [
    string,
    (o: Awaited<ReturnType<typeof outage>>) => Partial<RetryDeliveriesRequest>,
    [string, number][],
  ][] = [
    [
      'nothing else',
      () => ({}),
      [
        ['/bad', 0],
        ['/bad', 1],
        ['/later', 0],
        ['/later', 1],
      ],
    ],
    [
      'a webhook',
      ({ bad }) => ({ webhookId: bad }),
      [
        ['/bad', 0],
        ['/bad', 1],
      ],
    ],
    [
      'an event',
      ({ events }) => ({ eventId: events[1] ?? '' }),
      [
        ['/bad', 1],
        ['/later', 1],
      ],
    ],
    [
      'a code',
      () => ({ statusCode: 500 }),
      [
        ['/later', 0],
        ['/later', 1],
      ],
    ],
    [
      'an outcome and a code',
      () => ({ outcome: 'http', statusCode: 400 }),
      [
        ['/bad', 0],
        ['/bad', 1],
      ],
    ],
    [
      'a status',
      () => ({ status: 'success' }),
      [
        ['/good', 0],
        ['/good', 1],
      ],
    ],
    [
      'a type',
      () => ({ eventType: 'workspace.updated', status: 'failed', webhookId: '' }),
      [
        ['/bad', 0],
        ['/bad', 1],
        ['/later', 0],
        ['/later', 1],
      ],
    ],
    ['an outcome that none had', () => ({ outcome: 'timeout' }), []],
    ['a type that none has', () => ({ eventType: 'user.created' }), []],
  ]
  for (const [name, conditions, expected] of cases) {
    it(`sends, by ${name}, exactly what its dry run counts`, async () => {
      const made = await outage()
      const counted = await retry(made.context, { ...conditions(made), isDryRun: true })
      assert.equal(made.receiver.requests.length, 6)
      assert.deepEqual(await retry(made.context, conditions(made)), counted)
      assert.equal(
        counted.reduce((sum, [, total]) => sum + total, 0),
        expected.length,
      )
      await replaysDone(made.context)
      assert.deepEqual(
        await asked(made),
        expected.map(([path, event]) => [path, made.events[event]]),
      )
    })
  }

  it('sends nothing that was created after it, nor to a deleted webhook', async () => {
    const made = await outage()
    assert.deepEqual(await retry(made.context, { until: since }), [])
    await harness.endpoints.deleteEndpoint({ id: made.bad }, { context: made.context })
    assert.deepEqual(await retry(made.context, { isDryRun: true }), [[made.later, 2]])
    await assert.rejects(retry(made.context, { webhookId: made.bad }), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('is refused as a whole while one of its webhooks has a replay', async () => {
    const made = await outage()
    await harness.database.query({
      text: `INSERT INTO replay (id, workspace_id, endpoint_id, total, statuses, cursor_at, until, turn_at)
        VALUES ($1, $2, $3, 1, '{failed}', plinth_now(), plinth_now(), 'infinity')`,
      values: [make.id('rpl'), made.context.workspaceId, made.later],
    })
    await assert.rejects(retry(made.context, {}), { code: 'STATE_CONFLICT' })
    const rows = { text: 'SELECT FROM replay WHERE workspace_id = $1', values: [made.context.workspaceId] }
    assert.equal((await harness.database.query(rows)).length, 1)
    assert.deepEqual(await retry(made.context, { webhookId: made.bad }), [[made.bad, 2]])
  })

  it('has one effect for one Idempotency-Key', async () => {
    const made = await outage()
    const idempotency = make.idempotency()
    const context = { ...made.context, idempotency }
    const first = await retry(context, {})
    await replaysDone(made.context)
    assert.deepEqual(await retry(context, {}), first)
    assert.equal((await asked(made)).length, 4)
  })

  it('is left alone by the release before, which reads turn_at', async () => {
    const made = await outage()
    await retry(made.context, {})
    await replaysDone(made.context)
    const turns = {
      text: 'SELECT turn_at::text FROM replay WHERE workspace_id = $1',
      values: [made.context.workspaceId],
    }
    assert.deepEqual(await harness.database.query(turns), [{ turn_at: 'infinity' }, { turn_at: 'infinity' }])
  })

  it('is refused for mistakes, to members, and finds nothing in other namespaces', async () => {
    const { context } = await outage()
    await assert.rejects(retry(context, { since: undefined }), { code: 'VALIDATION_ERROR' })
    await assert.rejects(retry(context, { status: 'held' }), { code: 'VALIDATION_ERROR' })
    await assert.rejects(retry({ ...context, role: Role.ROLE_MEMBER }, {}), { code: 'INSUFFICIENT_PERMISSIONS' })
    assert.deepEqual(await retry({ ...context, namespaceId: 'ns_other' }, {}), [])
    assert.deepEqual(await retry(make.context(), {}), [])
  })
})

describe('a retry of named deliveries', () => {
  it('sends those that failed, and leaves out those that succeeded', async () => {
    const made = await outage()
    const all = await made.rows()
    const [one, other, good] = [made.bad, made.later, made.good].map((id) => all.find((row) => row.endpointId === id))
    const ids = [one, other, good, one].map((row) => row?.id ?? '')
    const expected = [
      [made.bad, 1],
      [made.later, 1],
    ].toSorted()
    assert.deepEqual(await retry(made.context, { ids, isDryRun: true }), expected)
    assert.deepEqual(await retry(made.context, { ids }), expected)
    await replaysDone(made.context)
    assert.deepEqual(await asked(made), [
      ['/bad', one?.eventId],
      ['/later', other?.eventId],
    ])
  })

  it('sends nothing when one of them is not there, or of another workspace', async () => {
    const made = await outage()
    const ids = (await made.rows()).map(({ id }) => id)
    for (const [context, named] of [
      [made.context, [...ids, make.id('del')]],
      [made.context, [...ids, 'del_\0']],
      [make.context(), ids],
      [{ ...made.context, namespaceId: 'ns_other' }, ids],
    ] as const)
      await assert.rejects(retry(context, { ids: [...named] }), { code: 'RESOURCE_NOT_FOUND' })
    await assert.rejects(retry(made.context, { ids: Array.from({ length: 101 }, () => make.id('del')) }), {
      code: 'VALIDATION_ERROR',
    })
    assert.equal(made.receiver.requests.length, 6)
  })
})
