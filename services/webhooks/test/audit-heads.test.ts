import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { outboundHttp } from '@plinth/kit/outbound-http'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { AuditLogServiceService } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { eventually, make, webhookReceiver } from '@plinth/testkit'
import { type ReportDeps, reportHeads } from '../src/audit-log/report-heads.ts'
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
  const yesterday = () => audit.byHand(`UPDATE audit_head SET day = day - 1, next_report_at = plinth_now()`)

  it('go to AUDIT_SEAL_URL once the day has ended, until it accepts them, once', async () => {
    const receiver = await webhookReceiver()
    try {
      await audit.store('2033-01', 3)
      await audit.seal()
      assert.equal(await reportHeads(depsOf(receiver.url)), 0)
      await yesterday()
      receiver.answerWith({ status: 503 })
      assert.equal(await reportHeads(depsOf(receiver.url)), 0)
      // Taken: no process tries again before its time.
      assert.equal(await reportHeads(depsOf(receiver.url)), 0)
      assert.equal(receiver.requests.length, 1)
      receiver.answerWith({ status: 204 })
      await audit.byHand('UPDATE audit_head SET next_report_at = plinth_now()')
      const twoProcesses = await Promise.all([reportHeads(depsOf(receiver.url)), reportHeads(depsOf(receiver.url))])
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
    assert.equal(await reportHeads(depsOf('http://169.254.169.254/seals')), 0)
    await audit.byHand('UPDATE audit_head SET next_report_at = plinth_now()')
    assert.equal(await reportHeads(depsOf(undefined)), 1)
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
