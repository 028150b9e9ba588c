import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { dayAfter, dayOf } from '@plinth/kit/days'
import { dayPartitions } from '@plinth/kit/db'
import {
  GetStatisticsRequest_GroupBy as GroupBy,
  type RequestCount,
  type RequestTotals,
  StatisticsServiceService,
} from '@plinth/proto/tenancy/v1/statistics.ts'
import { make } from '@plinth/testkit'
import { retain } from '../src/request-statistics/retention.ts'
import { isHeldUp } from './retire-ledger.ts'
import { asUser, beginning, startTenancy } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
let part: typeof tenancy.part
before(async () => {
  tenancy = await startTenancy()
  part = tenancy.part
})

const statistics = () => part.dial('tenancy', StatisticsServiceService)
const once: RequestTotals = {
  requests: 1,
  success: 1,
  errors: 0,
  timeMsSum: 5,
  timeMsMin: 5,
  timeMsMax: 5,
  requestBytes: 10,
  responseBytes: 100,
}
const times = (count: number): RequestTotals => ({
  ...once,
  requests: count,
  success: count,
  timeMsSum: 5 * count,
  requestBytes: 10 * count,
  responseBytes: 100 * count,
})
const counted = (workspaceId: string, fields: Partial<RequestCount> = {}): RequestCount => ({
  workspaceId,
  keyId: 'key_1',
  endpoint: 'GET /user',
  hour: tenancy.now(),
  limited: 0,
  denied: 0,
  totals: once,
  ...fields,
})
const record = (gatewayInstance: string, sequence: number, counts: RequestCount[]) =>
  statistics().recordRequests({ gatewayInstance, sequence, counts })
const daysAgo = (days: number) => new Date(`${dayAfter(dayOf(beginning), -days)}T10:00:00Z`)
const read = (workspaceId: string, fields: { from?: Date; to?: Date; groupBy?: GroupBy } = {}) =>
  statistics().getStatistics(
    {
      from: daysAgo(29),
      to: new Date(tenancy.now().getTime() + 3_600_000),
      groupBy: GroupBy.GROUP_BY_UNSPECIFIED,
      ...fields,
    },
    { context: asUser(make.id('usr'), { workspaceId }) },
  )
const requestsOf = async (...[workspaceId, fields]: Parameters<typeof read>) =>
  (await read(workspaceId, fields)).totals?.requests
const rowsOf = async (workspaceId: string) => {
  const [row] = await part.database.query<{ hours: number; days: number }>({
    text: `SELECT (SELECT count(*) FROM request_count WHERE workspace_id = $1) AS hours,
      (SELECT count(*) FROM request_day WHERE workspace_id = $1) AS days`,
    values: [workspaceId],
  })
  return row
}

describe('RecordRequests', () => {
  it('adds a batch once, however often and however parallel it is sent', async () => {
    const workspaceId = make.id('wks')
    const gateway = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => record(gateway, 1, [counted(workspaceId)])))
    assert.equal(answers.filter(({ isRepeat }) => !isRepeat).length, 1)
    assert.deepEqual(await record(gateway, 2, [counted(workspaceId)]), { isRepeat: false })
    assert.deepEqual(await record(gateway, 1, [counted(workspaceId)]), { isRepeat: true })
    assert.deepEqual((await read(workspaceId)).totals, times(2))
  })

  it('adds what many gateways count in the same rows at once, each batch sent twice', async () => {
    const places = Array.from({ length: 5 }, () => make.id('wks'))
    const endpoints = ['GET /user', 'GET /users', 'POST /workspaces']
    const rows = places.flatMap((workspaceId) => endpoints.map((endpoint) => counted(workspaceId, { endpoint })))
    const gateway = async (turn: number) => {
      const instance = randomUUID()
      const shuffled = turn % 2 === 0 ? rows : rows.toReversed()
      for (let sequence = 1; sequence <= 10; sequence++) {
        await Promise.all([record(instance, sequence, shuffled), record(instance, sequence, shuffled)])
      }
    }
    await Promise.all(Array.from({ length: 4 }, (_, turn) => gateway(turn)))
    for (const workspaceId of places) {
      assert.equal(await requestsOf(workspaceId), 4 * 10 * endpoints.length)
      assert.deepEqual(await rowsOf(workspaceId), { hours: endpoints.length, days: 1 })
    }
  })

  it('makes no row per request: a hundred flushes of one endpoint and hour are one row', async () => {
    const workspaceId = make.id('wks')
    const gateway = randomUUID()
    const hour = daysAgo(1)
    for (let sequence = 1; sequence <= 100; sequence++) {
      await record(gateway, sequence, [counted(workspaceId, { hour, totals: times(10) })])
    }
    assert.deepEqual(await rowsOf(workspaceId), { hours: 1, days: 1 })
    assert.equal(await requestsOf(workspaceId), 1_000)
  })

  it('adds nothing of a batch that fails on its way', async () => {
    const workspaceId = make.id('wks')
    const gateway = randomUUID()
    const broken = counted(workspaceId, { totals: { ...once, requests: Number.MAX_SAFE_INTEGER * 4 } })
    await assert.rejects(record(gateway, 1, [counted(workspaceId), broken]))
    assert.equal(await requestsOf(workspaceId), 0)
    assert.deepEqual(await record(gateway, 1, [counted(workspaceId)]), { isRepeat: false })
  })
})

describe('GetStatistics', () => {
  it('shows the workspace in context alone', async () => {
    const workspaceId = make.id('wks')
    await record(randomUUID(), 1, [counted(workspaceId), counted(make.id('wks'))])
    assert.equal(await requestsOf(workspaceId), 1)
    await assert.rejects(read(''), { code: 'MISSING_WORKSPACE_CONTEXT' })
    await assert.rejects(statistics().getStatistics({ groupBy: GroupBy.GROUP_BY_DAY }), { code: 'UNAUTHENTICATED' })
  })

  it('groups by day in order, and by endpoint and key the busiest first', async () => {
    const workspaceId = make.id('wks')
    await record(randomUUID(), 1, [
      counted(workspaceId, { hour: daysAgo(2), endpoint: 'GET /user', keyId: 'key_1' }),
      counted(workspaceId, { hour: daysAgo(1), endpoint: 'POST /users', keyId: 'key_2', totals: times(3) }),
    ])
    const groups = async (groupBy: GroupBy) =>
      (await read(workspaceId, { groupBy })).groups.map(({ group, totals }) => [group, totals?.requests])
    const [older, newer] = [dayOf(daysAgo(2)), dayOf(daysAgo(1))]
    assert.deepEqual(await groups(GroupBy.GROUP_BY_DAY), [
      [older, 1],
      [newer, 3],
    ])
    assert.deepEqual(await groups(GroupBy.GROUP_BY_ENDPOINT), [
      ['POST /users', 3],
      ['GET /user', 1],
    ])
    assert.deepEqual(await groups(GroupBy.GROUP_BY_KEY), [
      ['key_2', 3],
      ['key_1', 1],
    ])
    assert.deepEqual(await groups(GroupBy.GROUP_BY_UNSPECIFIED), [])
  })

  it('takes the hours from and to name, the last excluded', async () => {
    const workspaceId = make.id('wks')
    const hour = daysAgo(1)
    await record(randomUUID(), 1, [counted(workspaceId, { hour })])
    const next = new Date(hour.getTime() + 3_600_000)
    assert.equal(await requestsOf(workspaceId, { from: hour, to: next }), 1)
    assert.equal(await requestsOf(workspaceId, { from: next, to: new Date(next.getTime() + 3_600_000) }), 0)
    assert.equal(await requestsOf(workspaceId, { from: daysAgo(2), to: hour }), 0)
  })

  it('keeps daily totals of what is too old for detail', async () => {
    const workspaceId = make.id('wks')
    await record(randomUUID(), 1, [counted(workspaceId, { hour: daysAgo(40) }), counted(workspaceId)])
    assert.deepEqual(await rowsOf(workspaceId), { hours: 1, days: 2 })
    const since = { from: daysAgo(60) }
    assert.equal(await requestsOf(workspaceId, since), 2)
    const byEndpoint = await read(workspaceId, { ...since, groupBy: GroupBy.GROUP_BY_ENDPOINT })
    assert.deepEqual(
      byEndpoint.groups.map(({ totals }) => totals?.requests),
      [1],
    )
  })
})

describe('retention', () => {
  it('drops the partitions of days past thirty a day later, keeps their totals, and makes the next days’', async () => {
    const { database } = part
    const workspaceId = make.id('wks')
    const partitions = dayPartitions(database, 'request_count')
    await record(randomUUID(), 1, [
      counted(workspaceId, { hour: daysAgo(30) }),
      counted(workspaceId, { hour: daysAgo(29) }),
    ])
    await tenancy.travel(2 * 86_400_000)
    await retain({ database, partitions })
    await tenancy.travel(0)
    const days = (await partitionsOf()).sort()
    assert.equal(days[0], dayOf(daysAgo(29)).replaceAll('-', ''))
    assert.equal(days.at(-1), dayAfter(dayOf(beginning), 5).replaceAll('-', ''))
    assert.deepEqual(await rowsOf(workspaceId), { hours: 1, days: 2 })
  })

  it('forgets gateways that fell silent also when a partition cannot be dropped yet', async () => {
    const { database } = part
    const partitions = dayPartitions(database, 'request_count')
    const silent = randomUUID()
    const flushes = () =>
      database.query({ text: 'SELECT FROM request_flush WHERE gateway_instance = $1', values: [silent] })
    await record(silent, 1, [counted(make.id('wks'))])
    assert.equal((await flushes()).length, 1)
    await partitions.ensure([dayOf(daysAgo(200))])
    await tenancy.travel(100 * 86_400_000)
    await database.transaction(async (reader) => {
      await reader.query({ text: 'LOCK TABLE request_count IN ACCESS SHARE MODE' })
      await assert.rejects(retain({ database, partitions }), isHeldUp)
    })
    await tenancy.travel(0)
    assert.equal((await flushes()).length, 0)
  })

  it('makes a day’s partition once when many ask for it at the same time', async () => {
    const partitions = () => dayPartitions(part.database, 'request_count')
    const days = Array.from({ length: 10 }, (_, at) => dayAfter(dayOf(beginning), 20 + at))
    for (const day of days) await Promise.all(Array.from({ length: 8 }, () => partitions().ensure([day])))
    const made = await partitionsOf()
    for (const day of days) assert.equal(made.filter((name) => name === day.replaceAll('-', '')).length, 1)
  })

  const partitionsOf = async () => {
    const rows = await part.database.query<{ day: string }>({
      text: `SELECT right(c.relname, 8) AS day FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'request_count'::regclass`,
    })
    return rows.map(({ day }) => day)
  }
})
