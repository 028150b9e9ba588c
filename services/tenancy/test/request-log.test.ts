import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { dayAfter, dayOf } from '@plinth/kit/days'
import { dayPartitions } from '@plinth/kit/db'
import { make } from '@plinth/testkit'
import { forgetTenants } from '../src/forget-tenants.ts'
import { retainRequestLog } from '../src/request-log/retention.ts'
import { requestLogOf } from './logged.ts'
import { asOperator, beginning, startTenancy } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
let log: ReturnType<typeof requestLogOf>
before(async () => {
  tenancy = await startTenancy()
  log = requestLogOf(tenancy)
})
const daysAgo = (days: number) => Date.parse(`${dayAfter(dayOf(beginning), -days)}T10:00:00Z`)
const idsIn = async (...asked: Parameters<typeof log.list>) =>
  (await log.list(...asked)).map(({ requestId }) => requestId)

describe('RecordRequestLog', () => {
  it('stores a report once, however often and however parallel it is sent', async () => {
    const workspaceId = make.id('wks')
    const gateway = randomUUID()
    const requests = [log.call(workspaceId), log.call(workspaceId)]
    const answers = await Promise.all(Array.from({ length: 10 }, () => log.record(requests, gateway)))
    assert.equal(answers.filter(({ isRepeat }) => !isRepeat).length, 1)
    assert.deepEqual(await log.record(requests, gateway), { isRepeat: true })
    assert.deepEqual(await log.record([log.call(workspaceId)], gateway, 2), { isRepeat: false })
    assert.equal((await idsIn(log.memberOf(workspaceId))).length, 3)
  })

  it('stores what two gateways report at once, each report sent twice', async () => {
    const places = Array.from({ length: 5 }, () => make.id('wks'))
    const gateway = async () => {
      const instance = randomUUID()
      for (let sequence = 1; sequence <= 10; sequence++) {
        const requests = places.map((workspaceId) => log.call(workspaceId))
        await Promise.all([log.record(requests, instance, sequence), log.record(requests, instance, sequence)])
      }
    }
    await Promise.all([gateway(), gateway()])
    for (const workspaceId of places) assert.equal(new Set(await idsIn(log.memberOf(workspaceId))).size, 20)
  })

  it('keeps a call as it came, and the order of a report within one millisecond', async () => {
    const workspaceId = make.id('wks')
    const denial = { feature: 'storage', quantity: 3, reason: 'LIMIT_EXCEEDED', limit: 10, used: 9, available: 1 }
    const first = log.call(workspaceId, { denial, omitted: 1_234, limitedBy: 'burst', isReplayed: true })
    const second = log.call(workspaceId, { atMs: first.atMs, status: 0, sessionId: 'ses_1', namespaceId: 'ns_1' })
    await log.record([first, second])
    const rows = await log.list(log.memberOf(workspaceId))
    assert.deepEqual(
      rows.map(({ id, ...rest }) => [id.slice(0, 4), { ...rest, id: '' }]),
      [
        ['rql_', second],
        ['rql_', first],
      ],
    )
  })

  it('stores whatever a gateway sends: hostile texts are cut and cleaned, a time to come is now, one too old is left out', async () => {
    const workspaceId = make.id('wks')
    const hostile = `a\u0000b\nc\ud800${'x'.repeat(1_048_576)}`
    await log.record([
      log.call(workspaceId, {
        requestId: hostile,
        path: hostile,
        actorName: hostile,
        denial: { feature: hostile, reason: '' },
      }),
      log.call(workspaceId, { requestId: 'late', atMs: Date.parse('2100-01-01T00:00:00Z') }),
      log.call(workspaceId, { requestId: 'old', atMs: daysAgo(7) }),
      log.call(workspaceId, { requestId: 'older', atMs: 0 }),
    ])
    const rows = await log.list(log.memberOf(workspaceId))
    assert.deepEqual(rows.map(({ requestId }) => requestId.slice(0, 8)).sort(), ['a?b?c\ufffdxx', 'late'])
    const [cut] = rows.filter(({ requestId }) => requestId !== 'late')
    for (const text of [cut?.requestId, cut?.path, cut?.actorName, cut?.denial?.feature])
      assert.equal(text?.length, 300)
    const late = rows.find(({ requestId }) => requestId === 'late')
    assert.ok((late?.atMs ?? 0) <= tenancy.now().getTime())
  })
})

describe('ListLoggedRequests', () => {
  it('shows a workspace its calls alone, and an operator those of the named one, of none, or of all', async () => {
    const [mine, other] = [make.id('wks'), make.id('wks')]
    const requests = [log.call(mine), log.call(other), log.call('', { actorType: 'operator', keyId: 'key_op' })]
    await log.record(requests)
    const [ofMine, ofOther, ofNone] = requests.map(({ requestId }) => requestId)
    assert.deepEqual(await idsIn(log.memberOf(mine)), [ofMine])
    assert.deepEqual(await idsIn(asOperator({ workspaceId: other })), [ofOther])
    assert.ok((await idsIn(asOperator())).includes(ofNone ?? ''))
    assert.ok(!(await idsIn(asOperator())).includes(ofMine ?? ''))
    const all = await idsIn(asOperator(), {}, true)
    assert.deepEqual(
      requests.map(({ requestId }) => all.includes(requestId)),
      [true, true, true],
    )
    await assert.rejects(log.list(log.memberOf(mine), {}, true), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(log.list(log.memberOf('')), { code: 'MISSING_WORKSPACE_CONTEXT' })
    await assert.rejects(log.service.listLoggedRequests({ allWorkspaces: true }), { code: 'UNAUTHENTICATED' })
  })

  it('tells a workspace that an operator called, and not which', async () => {
    const workspaceId = make.id('wks')
    const call = log.call(workspaceId, {
      actorType: 'operator',
      keyId: 'key_op',
      actorName: 'Night shift',
      sessionId: 'ses_op',
      userId: '',
    })
    await log.record([call])
    const facts = async (context: Parameters<typeof log.list>[0], filters = {}) =>
      (await log.list(context, filters)).map(({ actorType, keyId, actorName }) => [actorType, keyId, actorName])
    assert.deepEqual(await facts(log.memberOf(workspaceId)), [['operator', '', '']])
    assert.deepEqual(await facts(log.memberOf(workspaceId), { key_id: 'key_op' }), [])
    assert.deepEqual(await facts(log.memberOf(workspaceId), { session_id: 'ses_op' }), [])
    assert.deepEqual(await facts(asOperator({ workspaceId }), { key_id: 'key_op' }), [
      ['operator', 'key_op', 'Night shift'],
    ])
    const [found] = await log.find(log.memberOf(workspaceId), call.requestId)
    assert.deepEqual([found?.keyId, found?.actorName], ['', ''])
  })

  it('filters by each field', async () => {
    const workspaceId = make.id('wks')
    const denial = { feature: 'storage', reason: 'LIMIT_EXCEEDED' }
    const special = {
      ...{ method: 'POST', operation: 'entitlements.check', status: 404, code: 'RESOURCE_NOT_FOUND', keyId: 'key_2' },
      ...{ sessionId: 'ses_2', userId: 'usr_2', denial },
    }
    const found = log.call(workspaceId, special)
    await log.record([log.call(workspaceId), found, log.call(workspaceId)])
    const filters = {
      ...{ method: 'POST', operation: 'entitlements.check', status: '404', code: 'RESOURCE_NOT_FOUND' },
      ...{ key_id: 'key_2', session_id: 'ses_2', user_id: 'usr_2', feature: 'storage', is_refused: 'true' },
    }
    for (const [field, value] of Object.entries(filters)) {
      assert.deepEqual(await idsIn(log.memberOf(workspaceId), { [field]: value }), [found.requestId], field)
      const other = field === 'is_refused' ? 'false' : field === 'status' ? '500' : 'no\u0000ne'
      assert.ok(!(await idsIn(log.memberOf(workspaceId), { [field]: other })).includes(found.requestId), field)
    }
  })

  it('pages by cursor over days, each call once', async () => {
    const workspaceId = make.id('wks')
    const calls = Array.from({ length: 25 }, (_, at) => log.call(workspaceId, { atMs: daysAgo(at % 5) + (at % 3) }))
    await log.record(calls)
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const query = log.query({ perPage: 4, cursor })
      const context = log.memberOf(workspaceId)
      const { requests, page } = await log.service.listLoggedRequests({ query, allWorkspaces: false }, { context })
      seen.push(...requests.map(({ requestId }) => requestId))
      cursor = page?.nextCursor ?? ''
      if (cursor === '') break
    }
    assert.deepEqual(seen.toSorted(), calls.map(({ requestId }) => requestId).sort())
  })
})

describe('FindLoggedRequests', () => {
  it('finds the calls with an id, newest first, in the caller’s workspace alone; an operator finds them anywhere', async () => {
    const [mine, other] = [make.id('wks'), make.id('wks')]
    const requestId = make.id('own')
    const at = tenancy.now().getTime()
    await log.record([0, 1, 2].map((ago) => log.call(mine, { requestId, atMs: at - ago })))
    await log.record([log.call(other, { requestId, atMs: at - 9 })])
    const times = async (context: Parameters<typeof log.find>[0]) =>
      (await log.find(context, requestId)).map(({ atMs }) => at - atMs)
    assert.deepEqual(await times(log.memberOf(mine)), [0, 1, 2])
    assert.deepEqual(await times(log.memberOf(other)), [9])
    assert.deepEqual(await times(asOperator({ workspaceId: other })), [9])
    assert.deepEqual(await times(asOperator()), [0, 1, 2, 9])
    const missing = { code: 'RESOURCE_NOT_FOUND' }
    await assert.rejects(log.find(log.memberOf(make.id('wks')), requestId), missing)
    await assert.rejects(log.find(log.memberOf(mine), 'no\u0000ne'), missing)
  })

  it('hides no call of one workspace behind a thousand of another; of too many workspaces it asks for one', async () => {
    const requestId = make.id('shared')
    const at = tenancy.now().getTime()
    const calls = (workspaceIds: string[], atMs: number) =>
      log.record(workspaceIds.map((workspaceId) => log.call(workspaceId, { requestId, atMs })))
    for (const ago of [1_000, 2_000, 3_000]) await calls(Array(500).fill('wks_z'), at - ago)
    await calls(['wks_a', ''], at - 10)
    const found = await log.find(asOperator(), requestId)
    const newest = found.map(({ workspaceId }) => workspaceId).slice(0, 3)
    assert.deepEqual(newest.toSorted(), ['', 'wks_a', 'wks_z'])
    const many = Array.from({ length: 97 }, (_, number) => `wks_${number}`)
    await calls(many, at)
    assert.equal((await log.find(asOperator(), requestId)).length, 100)
    await calls(['wks_98'], at)
    const details = { workspace_id: ['Calls in more than 100 workspaces have this request id. Name a workspace.'] }
    await assert.rejects(log.find(asOperator(), requestId), { code: 'INVALID_PARAMETER', details })
    assert.equal((await log.find(asOperator({ workspaceId: 'wks_a' }), requestId)).length, 1)
  })
})

describe('retention of the request log', () => {
  const days = async () => {
    const rows = await tenancy.part.database.query<{ day: string }>({
      text: `SELECT right(c.relname, 8) AS day FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'request_log'::regclass ORDER BY 1`,
    })
    return rows.map(({ day }) => day)
  }
  const digits = (day: string) => day.replaceAll('-', '')

  it('drops days whole after seven, and makes the next ones', async () => {
    const { database } = tenancy.part
    const workspaceId = make.id('wks')
    await log.record([log.call(workspaceId, { atMs: daysAgo(6) }), log.call(workspaceId, { atMs: daysAgo(1) })])
    await tenancy.travel(3 * 86_400_000)
    await retainRequestLog({ database, partitions: dayPartitions(database, 'request_log'), requestLogDays: 7 })
    await tenancy.travel(0)
    const kept = await days()
    assert.equal(kept[0], digits(dayOf(new Date(daysAgo(4)))))
    assert.equal(kept.at(-1), digits(dayAfter(dayOf(beginning), 5)))
    assert.equal((await idsIn(log.memberOf(workspaceId))).length, 1)
  })

  it('cuts days in UTC, whatever the time zone of the session', async () => {
    const { database } = tenancy.part
    await database.transaction(async (tx) => {
      await tx.query({ text: `SET LOCAL TIME ZONE 'Asia/Tokyo'` })
      const [row] = await tx.query<{ bound: string }>({
        text: `SELECT pg_get_expr(relpartbound, oid) AS bound FROM pg_class WHERE relname = 'request_log_20260520'`,
      })
      assert.match(row?.bound ?? '', /FROM \('2026-05-20 09:00:00\+09'\) TO \('2026-05-21 09:00:00\+09'\)/)
    })
  })

  it('goes with the tenants', async () => {
    const workspaceId = make.id('wks')
    await log.record([log.call(workspaceId)])
    await forgetTenants(tenancy.part.database)
    assert.deepEqual(await idsIn(log.memberOf(workspaceId)), [])
    await log.record([log.call(workspaceId)])
    assert.equal((await idsIn(log.memberOf(workspaceId))).length, 1)
  })
})
