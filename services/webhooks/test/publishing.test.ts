import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { decodeError, encodeError, PlinthError } from '@plinth/kit/errors'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { EventsServiceService } from '@plinth/proto/webhooks/v1/events.ts'
import { PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import { StatsServiceService } from '@plinth/proto/webhooks/v1/stats.ts'
import { countWaiting, eventually, make, type StartedPart, startPart } from '@plinth/testkit'
import { webhooks } from '../src/index.ts'
import { digestOf } from '../src/publishing/publication.ts'
import { deleteKeysBefore } from '../src/publishing/store.ts'
import { type Harness, newEndpoint, startHarness } from './harness.ts'
import { defineTypes, newEvent, type Publishing } from './product-events.ts'

let harness: Harness
let service: Publishing
before(async () => {
  harness = await startHarness()
  service = harness.part.dial('webhooks', PublishingServiceService)
  await defineTypes(harness.part)
})
after(() => harness.stop())

const publish = (changes: Parameters<typeof newEvent>[0], context: CallContext) =>
  service.publishEvent({ event: newEvent(changes) }, { context })
const events = () => harness.part.dial('webhooks', EventsServiceService)
const listed = async (context: CallContext) => (await events().listEvents({}, { context })).events
const countEvents = async (context: CallContext) =>
  (await listed(context)).filter(({ type }) => !type.startsWith('webhook.')).length

describe('a published event', () => {
  it('is sent with the bytes of its data, and shown with what is not sent', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url, events: ['report.*'] }), { context })
    const data = '{ "n" : 12345678901234567890.10,\n"é":"\\u00e9", "a":1e2 }'
    const occurredAt = new Date('2026-01-31T12:00:00.000Z')
    const more = { eventId: 'mine 1', namespaceId: 'ns_1', channels: ['eu', 'vip'], orderingKey: 'k1', occurredAt }
    const { event } = await publish({ data, ...more }, context)
    assert.ok(event?.createdAt)
    const { id, createdAt } = event
    assert.deepEqual(event, {
      ...{ id, createdAt, type: 'report.ready', workspaceId: context.workspaceId, namespaceId: 'ns_1' },
      isDuplicate: false,
    })
    await eventually(() => assert.equal(receiver.requests.length, 1))
    const [sent] = receiver.requests
    const head = { id, type: 'report.ready', created_at: createdAt.toISOString(), workspace_id: context.workspaceId }
    const whole = `${JSON.stringify({ ...head, namespace_id: 'ns_1' }).slice(0, -1)},"data":${data}}`
    assert.deepEqual([sent?.headers['webhook-id'], sent?.body.toString()], [id, whole])
    await eventually(async () => {
      const { event: shown } = await events().getEvent({ id }, { context })
      assert.ok(shown)
      const { eventId, channels, orderingKey, deliveryCount, deliveries } = shown
      assert.deepEqual(
        { eventId, namespaceId: shown.namespaceId, channels, orderingKey, occurredAt: shown.occurredAt },
        more,
      )
      assert.deepEqual([deliveryCount, deliveries.map(({ status }) => status)], [1, ['success']])
    })
    const stats = await harness.part.dial('webhooks', StatsServiceService).getStats({}, { context })
    assert.deepEqual([stats.accepted, stats.delivered], [1, 1])
  })

  it('waits for the one before of its ordering_key, where the endpoint asks for an order, and no other does', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    const fields = { url: receiver.url, events: ['report.*'], ordering: 'key', retryScheduleSeconds: [0, 1] }
    await harness.endpoints.createEndpoint(newEndpoint(fields), { context })
    const answered = Promise.withResolvers<void>()
    receiver.answerWith(({ body }) => {
      const isFirst = body.includes('"the first"') && receiver.requests.length < 4
      return isFirst ? { status: 500, after: answered.promise } : { status: 200 }
    })
    const sent = () => receiver.requests.map(({ body }) => JSON.parse(body.toString()).data.text)
    for (const [data, orderingKey] of [
      ['the first', 'k1'],
      ['the second', 'k1'],
      ['of another key', 'k2'],
      ['of none', ''],
    ] as const)
      await publish({ data: JSON.stringify({ text: data }), orderingKey }, context)
    try {
      await eventually(() => assert.deepEqual(sent().toSorted(), ['of another key', 'of none', 'the first']))
    } finally {
      answered.resolve()
    }
    await eventually(() => assert.deepEqual(sent().slice(3), ['the first', 'the second']))
  })

  it('is once by its event_id: the same again has the first answer, anything else is refused', async () => {
    const [context, other] = [make.context(), make.context()]
    const first = await publish({ eventId: 'one' }, context)
    const again = await publish({ eventId: 'one', namespaceId: 'ns_2' }, context)
    assert.deepEqual(again.event, { ...first.event, isDuplicate: true })
    const refused = { code: 'DUPLICATE_RESOURCE', details: { event_id: ['Each event needs an event_id of its own.'] } }
    await assert.rejects(publish({ eventId: 'one', data: '{"a":2}' }, context), refused)
    await assert.rejects(
      publish({ eventId: 'one', type: 'invoice.paid', data: '{"a":1,"amount":1}' }, context),
      refused,
    )
    const elsewhere = await publish({ eventId: 'one' }, other)
    assert.notEqual(elsewhere.event?.id, first.event?.id)
    assert.deepEqual([await countEvents(context), await countEvents(other)], [1, 1])
  })

  it('is once by its Idempotency-Key', async () => {
    const context = make.context({ idempotency: make.idempotency() })
    const answers = [await publish({}, context), await publish({}, context)]
    assert.equal(answers[0]?.event?.id, answers[1]?.event?.id)
    assert.equal(await countEvents(context), 1)
  })

  it('has a type of the product, and data that fit its schema; what does not is named, and not stored', async () => {
    const context = make.context()
    const refused = (field: string, sentences: readonly RegExp[]) => (err: unknown) => {
      assert.ok(err instanceof PlinthError)
      assert.equal(err.code, 'VALIDATION_ERROR')
      const found = err.details[field] ?? []
      assert.equal(found.length, sentences.length, found.join())
      for (const [at, sentence] of sentences.entries()) assert.match(found[at] ?? '', sentence)
      return true
    }
    const unknown = /^The event type nothing.known is not one.* ask an operator to define it\.$/
    await assert.rejects(publish({ type: 'nothing.known' }, context), refused('type', [unknown]))
    await assert.rejects(publish({ type: 'workspace.updated' }, context), refused('type', [/./]))
    const bad = publish({ type: 'invoice.paid', data: '{"amount":-1,"lines":["a",2]}' }, context)
    await assert.rejects(bad, refused('data', [/\/amount/, /\/lines\/1/]))
    await assert.rejects(publish({ data: '[]' }, context), refused('data', [/object/]))
    await assert.rejects(publish({ channels: ['', 'a'] }, context), refused('channels', [/channels/]))
    const large = `{"a":"${'x'.repeat(262_144)}"}`
    await assert.rejects(publish({ data: large }, context), { code: 'PAYLOAD_TOO_LARGE' })
    assert.equal(await countEvents(context), 0)
  })

  it('belongs to the workspace in context, except where an operator names another', async () => {
    const [context, other] = [make.context(), make.context()]
    const conflict = { code: 'CONTEXT_CONFLICT' }
    await assert.rejects(publish({ workspaceId: other.workspaceId }, context), conflict)
    const operator = make.context({ principal: make.operator(), workspaceId: '' })
    await assert.rejects(publish({}, operator), { code: 'MISSING_WORKSPACE_CONTEXT' })
    await publish({ workspaceId: other.workspaceId }, operator)
    assert.deepEqual([await countEvents(context), await countEvents(other)], [0, 1])
  })

  it('counts against the plan up to its limit exactly, however many publish at once', async () => {
    const context = make.context()
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, at) => publish({ monthlyLimit: 25, eventId: `limited ${at}` }, context)),
    )
    const accepted = results.filter(({ status }) => status === 'fulfilled')
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
    assert.deepEqual([accepted.length, new Set(refusals)], [25, new Set(['FEATURE_LIMIT_REACHED'])])
    assert.equal((await publish({ monthlyLimit: 25, eventId: 'limited 0' }, context)).event?.isDuplicate, true)
    await assert.rejects(publish({ monthlyLimit: 25 }, context), { code: 'FEATURE_LIMIT_REACHED' })
    await publish({ monthlyLimit: 26 }, context)
    const counted = () => harness.part.dial('webhooks', StatsServiceService).countOwnUse({ workspaceId }, { context })
    const { workspaceId } = context
    assert.deepEqual(await counted(), { endpoints: 0, events: 26 })
  })

  it('frees its event_id with its day', async () => {
    const context = make.context()
    const { event } = await publish({ eventId: 'old' }, context)
    const move = { text: `UPDATE event_key SET event_day = '2020-01-01' WHERE caller_id = 'old'` }
    await harness.database.query(move)
    assert.equal(await deleteKeysBefore(harness.database, '2020-01-02'), false)
    const again = await publish({ eventId: 'old' }, context)
    assert.notEqual(again.event?.id, event?.id)
  })
})

describe('the list of events', () => {
  it('has those of several types, of a channel, of an event_id', async () => {
    const context = make.context()
    await publish({ eventId: 'f1', channels: ['eu', 'vip'] }, context)
    await publish({ eventId: 'f2', type: 'invoice.paid', data: '{"amount":1}' }, context)
    await harness.endpoints.createEndpoint(newEndpoint({ isActive: false }), { context })
    await eventually(async () => assert.equal((await listed(context)).length, 3))
    const found = async (field: string, value: string) => {
      const filters = [{ field, operator: Filter_Operator.OPERATOR_EQUALS, value }]
      const query = { page: 1, perPage: 15, filters, sort: [] }
      const { events: rows } = await events().listEvents({ query }, { context })
      return rows.map(({ type }) => type)
    }
    assert.deepEqual(await found('type', 'invoice.paid'), ['invoice.paid'])
    assert.deepEqual(await found('type', 'invoice.*, report.ready'), ['invoice.paid', 'report.ready'])
    assert.deepEqual(await found('type', 'inv_ice.*,report'), [])
    assert.deepEqual(await found('type', '*'), ['webhook.created', 'invoice.paid', 'report.ready'])
    for (const type of [
      '*\\,x',
      'invoice.*,%',
      'inv*',
      '*.paid',
      'a,,b',
      '',
      'a b',
      Array.from({ length: 101 }, (_, at) => `t${at}`).join(),
    ])
      await assert.rejects(found('type', type), { code: 'INVALID_PARAMETER' }, type)
    assert.deepEqual(await found('channel', 'vip'), ['report.ready'])
    assert.deepEqual(await found('event_id', 'f2'), ['invoice.paid'])
    assert.deepEqual(await found('event_id', 'f3'), [])
  })
})

describe('a batch of events', () => {
  it('decides each by itself, in order', async () => {
    const context = make.context()
    const refusal = encodeError(new PlinthError('RESOURCE_NOT_FOUND', 'The resource was not found.'))
    const { results } = await service.publishEvents(
      {
        events: [
          newEvent({ eventId: 'b1' }),
          newEvent({ eventId: 'b1' }),
          newEvent({ eventId: 'b1', data: '{}' }),
          newEvent({ type: 'nothing.known' }),
          newEvent({ type: '', refusal }),
          newEvent({ type: 'invoice.paid', data: '{"amount":1}' }),
        ],
      },
      { context },
    )
    const outcomes = results.map(({ event, refusal }) => event?.isDuplicate ?? decodeError(refusal).code)
    assert.deepEqual(outcomes, [
      ...[false, true, 'DUPLICATE_RESOURCE', 'VALIDATION_ERROR', 'RESOURCE_NOT_FOUND', false],
    ])
    assert.equal(results[0]?.event?.id, results[1]?.event?.id)
    assert.equal(await countEvents(context), 2)
  })

  it('answers the same to the same Idempotency-Key, refusals too', async () => {
    const context = make.context({ idempotency: make.idempotency() })
    const batch = { events: [newEvent(), newEvent({ type: 'nothing.known' })] }
    const answers = [await service.publishEvents(batch, { context }), await service.publishEvents(batch, { context })]
    assert.deepEqual(answers[0], answers[1])
    assert.equal(await countEvents(context), 1)
  })

  it('has at most 100 events', async () => {
    const many = { events: Array.from({ length: 101 }, () => newEvent()) }
    await assert.rejects(service.publishEvents(many, { context: make.context() }), { code: 'BATCH_TOO_LARGE' })
  })
})

describe('one event_id from many callers', () => {
  let second: StartedPart
  before(async () => {
    second = await startPart(webhooks, { beside: harness.part })
  })
  after(() => second.stop())

  it('gets the answer of the one that commits while it waits', async () => {
    const context = make.context()
    const twin = await harness.database.pool.connect()
    await twin.query('BEGIN')
    const [id, digest] = [make.id('evt'), digestOf(newEvent())]
    await twin.query(
      `INSERT INTO event_key (workspace_id, caller_id, event_day, event_id, namespace_id, digest, created_at)
       VALUES ($1, 'twin', '2026-01-01', $2, '', $3, plinth_now())`,
      [context.workspaceId, id, digest],
    )
    const answer = publish({ eventId: 'twin' }, context)
    await eventually(async () => assert.equal(await countWaiting(harness.database, 'INSERT INTO event_key%'), 1))
    await twin.query('COMMIT')
    twin.release()
    const { event } = await answer
    assert.deepEqual([event?.id, event?.isDuplicate], [id, true])
    assert.equal(await countEvents(context), 0)
  })

  it('makes one event and one answer, in two processes and whatever is beside it', async () => {
    const both = [service, second.dial('webhooks', PublishingServiceService)]
    for (let round = 0; round < 10; round++) {
      const context = make.context()
      const answers = await Promise.all(
        Array.from({ length: 20 }, async (_, at) => {
          const to = both[at % 2] as Publishing
          if (at % 3 > 0) return (await to.publishEvent({ event: newEvent({ eventId: 'same' }) }, { context })).event
          const batch = [newEvent({ eventId: `own ${at}` }), newEvent({ eventId: 'same' })]
          return (await to.publishEvents({ events: batch }, { context })).results[1]?.event
        }),
      )
      assert.equal(new Set(answers.map((event) => event?.id)).size, 1)
      assert.equal(answers.filter((event) => event?.isDuplicate === false).length, 1)
      assert.equal(await countEvents(context), 1 + 7)
    }
  })
})
