import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { decodeError, encodeError, PlinthError } from '@plinth/kit/errors'
import { openLog } from '@plinth/kit/log'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { announceStoredEvents } from '@plinth/kit/stored-events'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { PublishingServiceService as Publishing } from '@plinth/proto/webhooks/v1/publishing.ts'
import { countWaiting, eventually, make } from '@plinth/testkit'
import { fail } from '../src/errors.ts'
import { eventTypeReader } from '../src/event-types/reader.ts'
import { Rosters } from '../src/fan-out/rosters.ts'
import { startPartitions } from '../src/partitions/partitions.ts'
import { publishVerb } from '../src/publishing/verbs.ts'
import { startDispatchHarness } from './dispatch-harness.ts'
import { type Harness, newEndpoint, startHarness } from './harness.ts'
import { defineTypes, newEvent } from './product-events.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
  await defineTypes(harness.part)
})
after(() => harness.stop())

const lockState = 'SELECT FROM endpoint_state WHERE endpoint_id = $1 FOR UPDATE'

describe('batches of one workspace', () => {
  it('are refused for a second when too many wait', async () => {
    const context = make.context()
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ events: ['report.ready'] }), { context })
    const { publishEvents } = harness.part.dial('webhooks', Publishing)
    const refusals: unknown[] = []
    const publish = () =>
      publishEvents({ events: [newEvent(), newEvent()] }, { context }).catch((err) => refusals.push(err))
    let answers: Promise<unknown> = Promise.resolve()
    await harness.database.transaction(async (tx) => {
      await tx.query({ text: lockState, values: [endpoint?.id] })
      const first = publish()
      await eventually(async () => assert.equal(await countWaiting(harness.database), 1))
      answers = Promise.all([first, ...Array.from({ length: 202 }, publish)])
      await eventually(() => assert.equal(refusals.length, 2))
    })
    await answers
    for (const err of refusals) {
      assert.ok(err instanceof PlinthError)
      assert.deepEqual(
        [err.code, err.retryAfterSeconds, err.message],
        ['SERVICE_UNAVAILABLE', 1, fail.crowded().message],
      )
    }
    assert.equal(refusals.length, 2)
  })

  it('are in one group at a time, also when the first event of a batch was refused before', async () => {
    const context = make.context()
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ events: ['report.ready'] }), { context })
    const refused = { ...newEvent(), type: '', refusal: encodeError(new PlinthError('VALIDATION_ERROR', 'Bad.')) }
    const { publishEvents } = harness.part.dial('webhooks', Publishing)
    const publish = (of: CallContext, events = [newEvent(), newEvent()]) => publishEvents({ events }, { context: of })
    let held: Promise<unknown> = Promise.resolve()
    await harness.database.transaction(async (tx) => {
      await tx.query({ text: lockState, values: [endpoint?.id] })
      const first = publish(context, [refused, newEvent()])
      await eventually(async () => assert.equal(await countWaiting(harness.database), 1))
      const second = publish(context)
      // Of another workspace, and after the second: its answer means that the second had its turn to begin.
      let isAnswered = false
      const third = publish(make.context()).then(() => {
        isAnswered = true
      })
      held = Promise.all([first, second, third])
      await eventually(async () => assert.ok(isAnswered || (await countWaiting(harness.database)) > 1))
      assert.equal(await countWaiting(harness.database), 1)
    })
    await held
  })
})

describe('an event of a workspace that publishes little', () => {
  it('is stored beside a group that is held up', async () => {
    const held = make.context()
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ events: ['report.ready'] }), {
      context: held,
    })
    const { publishEvent } = harness.part.dial('webhooks', Publishing)
    let first: Promise<unknown> = Promise.resolve()
    await harness.database.transaction(async (tx) => {
      await tx.query({ text: lockState, values: [endpoint?.id] })
      first = publishEvent({ event: newEvent() }, { context: held })
      await eventually(async () => assert.equal(await countWaiting(harness.database), 1))
      await publishEvent({ event: newEvent() }, { context: make.context() })
      assert.equal(await countWaiting(harness.database), 1)
    })
    await first
  })
})

describe('a batch of a workspace that publishes little', () => {
  it('shares its transaction with one batch at most of each workspace that floods', async () => {
    const { publishEvents } = harness.part.dial('webhooks', Publishing)
    const publish = (context: CallContext) => publishEvents({ events: [newEvent(), newEvent()] }, { context })
    const [quiet, ...flooding] = [make.context(), make.context(), make.context()]
    const endpoints: string[] = []
    for (const context of flooding) {
      const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ events: ['report.ready'] }), {
        context,
      })
      endpoints.push(endpoint?.id ?? '')
    }
    let all: Promise<unknown> = Promise.resolve()
    // Both groups of batches are busy with those that flood, who have more to come, until the quiet one has come too.
    await harness.database.transaction(async (tx) => {
      for (const id of endpoints.toSorted()) await tx.query({ text: lockState, values: [id] })
      const first: Promise<unknown>[] = []
      for (const context of flooding) {
        first.push(publish(context))
        await eventually(async () => assert.equal(await countWaiting(harness.database), first.length))
      }
      all = Promise.all([...first, ...[1, 2, 3].flatMap(() => flooding.map(publish)), publish(quiet)])
    })
    await all
    const others = await harness.database.query<{ count: number }>({
      text: `SELECT count(*)::int AS count FROM event WHERE workspace_id <> $1
          AND xmin::text = (SELECT min(xmin::text) FROM event WHERE workspace_id = $1) GROUP BY workspace_id`,
      values: [quiet.workspaceId],
    })
    assert.ok(
      others.every(({ count }) => count <= 2),
      JSON.stringify(others),
    )
  })
})

describe('a group', () => {
  it('has no event whose text cannot be stored', async () => {
    const { publishEvents } = harness.part.dial('webhooks', Publishing)
    const wrong = [{ eventId: 'a\0' }, { namespaceId: 'a\0' }, { channels: ['a\0'] }, { orderingKey: 'a\0' }]
    const events = [newEvent(), ...wrong.map((changes) => newEvent(changes))]
    const { results } = await publishEvents({ events }, { context: make.context() })
    const outcomes = results.map(({ event, refusal }) =>
      event === undefined ? [decodeError(refusal).code, ...Object.keys(decodeError(refusal).details)] : ['stored'],
    )
    assert.deepEqual(outcomes, [
      ['stored'],
      ...['event_id', 'namespace_id', 'channels', 'ordering_key'].map((field) => ['VALIDATION_ERROR', field]),
    ])
  })

  it('reads a handful of rows of full tables, by plans made while they were empty', async () => {
    const tables = await startDispatchHarness()
    const [clock, log] = [new SystemClock(), openLog({ level: 'fatal', name: 'webhooks' })]
    // One connection, so that it keeps the plans that it made at first.
    const database = tables.connection()
    const partitions = await startPartitions({ database, clock, log })
    try {
      await database.query({ text: `INSERT INTO event_type (name, description) VALUES ('report.ready', 'It is.')` })
      const publish = publishVerb({
        ...{ database, log, clock, partitions, bus: tables.bus, storedEvents: announceStoredEvents(tables.bus) },
        secrets: secretBox([randomBytes(32)]),
        ...{ types: eventTypeReader(database), rosters: new Rosters(), defaultSchedule: [0], shard: 0 },
      })
      const { workspaceId } = await tables.seed('http://127.0.0.1:9/in', 1)
      const reply = { isReplay: false, firstRequestId: '' }
      const publishOne = async (eventId: string) => {
        const { refusal: _, eventId: callerId, occurredAt, ...event } = newEvent({ eventId, workspaceId })
        await publish({
          method: Publishing.publishEvent,
          call: {
            context: make.context({ workspaceId }),
            traceparent: '',
            signal: new AbortController().signal,
            reply,
          },
          publications: [{ ...event, callerId, occurredAt, monthlyLimit: 1_000, refusal: undefined }],
          toOutcome: () => ({ answer: { event: undefined } }),
        })
      }
      // PostgreSQL plans a statement anew for its first five runs, and may keep the next plan for good.
      for (let at = 0; at < 8; at += 1) await publishOne(`early ${at}`)
      await database.query({
        text: `INSERT INTO event_key (workspace_id, caller_id, event_day, event_id, namespace_id, digest, created_at)
          SELECT 'wks_' || n, 'key ' || n, current_date, 'evt_' || n, '', '', plinth_now() FROM generate_series(1, 20000) n`,
      })
      await database.query({
        text: `INSERT INTO event_quota (workspace_id, month) SELECT 'wks_' || n, date_trunc('month', plinth_now())::date
          FROM generate_series(1, 20000) n`,
      })
      const rowsRead = async () => {
        await database.query({ text: 'SELECT pg_stat_force_next_flush()' })
        const rows = await database.query<{ relname: string; count: number }>({
          text: `SELECT relname, (seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 AS count FROM pg_stat_user_tables
            WHERE relname IN ('event_key', 'event_quota', 'endpoint', 'endpoint_state', 'endpoint_mark') ORDER BY relname`,
        })
        return new Map(rows.map(({ relname, count }) => [relname, count]))
      }
      const earlier = await rowsRead()
      await publishOne('late')
      for (const [table, count] of await rowsRead())
        assert.ok(count - (earlier.get(table) ?? 0) <= 20, `${count - (earlier.get(table) ?? 0)} rows of ${table}`)
    } finally {
      await partitions.stop()
      await tables.stop()
    }
  })
})
