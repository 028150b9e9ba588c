import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openLog } from '@plinth/kit/log'
import { metricsText } from '@plinth/kit/metrics'
import { outboundHttp } from '@plinth/kit/outbound-http'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { AuditLogServiceService } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { eventually, make, webhookReceiver } from '@plinth/testkit'
import { countUnreported } from '../src/audit-log/head-store.ts'
import { showSealing } from '../src/audit-log/metrics.ts'
import { monthAfter } from '../src/audit-log/months.ts'
import { dropMonthsBefore } from '../src/audit-log/partition-store.ts'
import { logHeads, type ReportDeps, reportHeads } from '../src/audit-log/report-heads.ts'
import { type AuditHarness, startAuditHarness } from './audit-harness.ts'
import { emitWorkspaceUpdated, type Harness, startHarness } from './harness.ts'

describe('the heads of the audit log', () => {
  let audit: AuditHarness
  const outbound = outboundHttp({ allowHttp: true, allowedCidrs: ['127.0.0.0/8'] })
  before(async () => {
    audit = await startAuditHarness()
  })
  after(async () => {
    await audit?.stop()
    await outbound.close()
  })
  const depsOf = (sealUrl: string | undefined): ReportDeps => ({
    ...{ database: audit.database, log: audit.log, outbound, sealUrl },
    ...{ timeoutMs: 30_000, connectTimeoutMs: 30_000 },
  })
  /** As the two jobs do; the number of heads that were reported. */
  const handled = async (deps: ReportDeps) => {
    await logHeads(deps)
    return reportHeads(deps)
  }
  /** A log, and the months of the heads in it. */
  const logged = () => {
    const lines: string[] = []
    const log = openLog({ level: 'info', name: 'webhooks', stream: { write: (line) => void lines.push(line) } })
    const headsIn = () =>
      lines
        .map((line) => JSON.parse(line))
        .flatMap(({ msg, month }) => (msg.endsWith('head of the day') ? [month] : []))
    return { log, headsIn }
  }
  const yesterday = () => audit.byHand(`UPDATE audit_head SET day = day - 1, next_report_at = plinth_now()`)

  it('go to AUDIT_SEAL_URL once the day has ended, until it accepts them, once', async () => {
    const receiver = await webhookReceiver()
    try {
      await audit.store('2033-01', 3)
      await audit.seal()
      assert.equal(await handled(depsOf(receiver.url)), 0)
      await yesterday()
      receiver.answerWith({ status: 503 })
      assert.equal(await handled(depsOf(receiver.url)), 0)
      // Taken: no process tries again before its time.
      assert.equal(await handled(depsOf(receiver.url)), 0)
      assert.equal(receiver.requests.length, 1)
      receiver.answerWith({ status: 204 })
      await audit.byHand('UPDATE audit_head SET next_report_at = plinth_now()')
      const twoProcesses = await Promise.all([handled(depsOf(receiver.url)), handled(depsOf(receiver.url))])
      assert.deepEqual(twoProcesses.sort(), [0, 1])
      const [row] = await audit.database.query<{ day: string; seal: string }>({
        text: `SELECT day::text, encode(seal, 'hex') AS seal FROM audit_head`,
      })
      const sent = JSON.parse(receiver.requests.at(-1)?.body.toString() ?? '')
      assert.deepEqual(
        [sent.type, sent.day, sent.month, sent.position, sent.seal],
        ['audit_log.head', row?.day, '2033-01', 3, row?.seal],
      )
      assert.equal(receiver.requests.length, 2)
    } finally {
      await receiver.close()
    }
  })

  it('are only logged without AUDIT_SEAL_URL, and never sent to a refused address', async () => {
    await audit.store('2033-02', 1)
    await audit.seal()
    await yesterday()
    assert.equal(await handled(depsOf('http://169.254.169.254/seals')), 0)
    await audit.byHand('UPDATE audit_head SET next_report_at = plinth_now()')
    // The alert AuditHeadsUnreported is about this figure.
    const hide = showSealing(audit.database)
    try {
      assert.match(await metricsText(), /^plinth_audit_unreported_heads 1$/m)
    } finally {
      hide()
    }
    assert.equal(await handled(depsOf(undefined)), 1)
    assert.equal(await countUnreported(audit.database), 0)
  })

  it('are logged at once and once, whatever AUDIT_SEAL_URL answers', async () => {
    const receiver = await webhookReceiver()
    const { log, headsIn } = logged()
    const deps = { ...depsOf(receiver.url), log }
    const again = () => audit.byHand('UPDATE audit_head SET next_report_at = plinth_now()')
    try {
      // More than are sent in a run: those that are refused do not keep the newest from being logged, nor from being sent.
      const months = Array.from({ length: 21 }, (_, at) => monthAfter('2035-01', at))
      for (const month of months) await audit.store(month, 1)
      await audit.seal()
      await yesterday()
      receiver.answerWith({ status: 503 })
      assert.equal(await handled(deps), 0)
      assert.deepEqual(headsIn().sort(), months)
      assert.equal(await handled(deps), 0)
      const monthsSent = () => new Set(receiver.requests.map(({ body }) => JSON.parse(body.toString()).month))
      assert.deepEqual([...monthsSent()].sort(), months)
      receiver.answerWith({ status: 204 })
      await again()
      assert.equal((await handled(deps)) + (await handled(deps)), 21)
      assert.deepEqual(headsIn().sort(), months)
      await again()
      assert.equal(await handled(deps), 0)
    } finally {
      await receiver.close()
    }
  })

  it('are not logged again when AUDIT_SEAL_URL is removed', async () => {
    const { log, headsIn } = logged()
    await audit.store('2037-01', 1)
    await audit.seal()
    await yesterday()
    assert.equal(await handled({ ...depsOf('http://169.254.169.254/seals'), log }), 0)
    assert.equal(await handled({ ...depsOf(undefined), log }), 1)
    assert.deepEqual(headsIn(), ['2037-01'])
  })

  it('are logged whatever LOG_LEVEL is', async () => {
    const lines: string[] = []
    const log = openLog({ level: 'error', name: 'webhooks', stream: { write: (line) => void lines.push(line) } })
    await audit.store('2033-06', 1)
    await audit.seal()
    await yesterday()
    assert.equal(await handled({ ...depsOf(undefined), log }), 1)
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)).map(({ msg, month, position }) => [msg, month, position]),
      [["the audit log's head of the day", '2033-06', 1]],
    )
  })
})

describe('the rows of heads', () => {
  let audit: AuditHarness
  before(async () => {
    audit = await startAuditHarness()
  })
  after(() => audit?.stop())
  const sql = (text: string) => audit.database.pool.query(text)
  const refused = { code: '42501', message: /heads of ended days are kept/ }

  it('of ended days change no more, but that they are reported', async () => {
    await audit.store('2033-03', 2)
    await audit.seal()
    await audit.store('2033-03', 2)
    // The head of today moves.
    await audit.seal()
    assert.equal((await audit.verify('2033-03'))?.head.position, 4)
    await assert.rejects(sql('UPDATE audit_head SET position = position - 1'), refused)
    await audit.byHand('UPDATE audit_head SET day = day - 2')
    for (const change of ["seal = sha256('x')", 'position = position + 1', 'day = day + 1', "entry_id = 'evt_x'"])
      await assert.rejects(sql(`UPDATE audit_head SET ${change}`), refused, change)
    await sql('UPDATE audit_head SET reported_at = plinth_now(), next_report_at = plinth_now()')
  })

  it('go with the entries of their month, and not alone', async () => {
    await audit.store('2033-04', 1)
    await audit.seal()
    await assert.rejects(sql('DELETE FROM audit_head'), refused)
    await assert.rejects(sql('TRUNCATE audit_head'), refused)
    assert.deepEqual(await dropMonthsBefore(audit.database, '2033-05'), ['2033-03', '2033-04'])
    assert.deepEqual((await sql('SELECT FROM audit_head')).rowCount, 0)
  })
})

describe('a running service', () => {
  let harness: Harness
  before(async () => {
    harness = await startHarness()
  })
  after(() => harness?.stop())

  it('seals what happens, and shows operators the head of today', async () => {
    const context = make.context()
    const id = await emitWorkspaceUpdated(harness.database, context)
    const log = harness.part.dial('webhooks', AuditLogServiceService)
    const operator = make.context({ principal: make.operator(), workspaceId: '', role: Role.ROLE_UNSPECIFIED })
    await eventually(async () => {
      const { heads } = await log.listAuditHeads({}, { context: operator })
      assert.deepEqual(
        heads.map(({ entryId, position, seal }) => [entryId, position, seal.length]),
        [[id, 1, 64]],
      )
    })
    await assert.rejects(log.listAuditHeads({}, { context }), { code: 'INSUFFICIENT_PERMISSIONS' })
  })
})
