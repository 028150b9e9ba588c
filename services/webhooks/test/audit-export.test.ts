import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { AuditLogServiceService, type RecordOperatorAccessRequest } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { eventually, make } from '@plinth/testkit'
import { monthOf } from '../src/audit-log/months.ts'
import { makeMonths } from '../src/audit-log/partition-store.ts'
import { insertEntries } from '../src/audit-log/store.ts'
import { entryIn } from './audit-harness.ts'
import { emitWorkspaceUpdated, type Harness, startHarness } from './harness.ts'

describe('exporting the audit log', () => {
  let harness: Harness
  before(async () => {
    harness = await startHarness()
  })
  after(() => harness?.stop())

  const operator = make.context({ principal: make.operator(), workspaceId: '', role: Role.ROLE_UNSPECIFIED })
  const service = () => harness.part.dial('webhooks', AuditLogServiceService)
  const exported = async (context: CallContext, allWorkspaces = false, from?: Date) => {
    let text = ''
    let pages = 0
    for (let cursor = ''; pages === 0 || cursor !== ''; pages++) {
      const page = await service().exportAuditEntries({ allWorkspaces, cursor, from, to: new Date() }, { context })
      text += page.lines.toString()
      cursor = page.nextCursor
    }
    return { lines: text.split('\n').slice(0, -1), pages }
  }

  it('gives every entry once, oldest first, over any number of pages, each with a seal that fits', async () => {
    const context = make.context()
    const ids: string[] = []
    for (let at = 0; at < 1_100; at += 100)
      ids.push(
        ...(await harness.database.transaction(async (tx) =>
          Array.from({ length: 100 }, () =>
            tx.emit({
              ...{ type: 'workspace.updated', workspaceId: context.workspaceId, objectId: context.workspaceId },
              ...{ objectType: 'workspace', attributes: {}, consumers: ['webhooks'] },
            }),
          ),
        )),
      )
    await eventually(async () => {
      const [row] = await harness.database.query<{ count: number }>({
        text: 'SELECT count(*)::int AS count FROM audit_seal',
      })
      assert.ok((row?.count ?? 0) >= ids.length)
    })
    const { lines, pages } = await exported(context)
    assert.equal(pages, 3)
    const own = lines.filter((line) => !line.includes('"action":"audit_log.exported"'))
    assert.deepEqual(own.map((line) => JSON.parse(line).id).sort(), ids.sort())
    for (const line of own) {
      const [, text, previous, seal] =
        /^(.*),"position":\d+,"previous_seal":"(\w{64})","seal":"(\w{64})"\}$/.exec(line) ?? []
      assert.equal(createHash('sha256').update(`${previous}${text}}`).digest('hex'), seal)
    }
  })

  it('ends a page before 1 MiB, except with an entry that is longer by itself', async () => {
    const context = make.context()
    const sizes = [400_000, 400_000, 1_200_000, 400_000]
    const entries = sizes.map((size, at) => ({
      ...entryIn('2026-01', at),
      ...{
        workspaceId: context.workspaceId,
        createdAt: new Date(Date.now() - 60_000 + at),
        changes: `{"a":"${'x'.repeat(size)}"}`,
      },
    }))
    await makeMonths(harness.database, [...new Set(entries.map(({ createdAt }) => monthOf(createdAt)))])
    await harness.database.transaction((tx) => insertEntries(tx, entries))
    const pages: string[][] = []
    let cursor = ''
    do {
      const asked = { allWorkspaces: false, cursor, to: new Date(Date.now() - 30_000) }
      const page = await service().exportAuditEntries(asked, { context })
      const lines = page.lines.toString().split('\n').slice(0, -1)
      pages.push(lines.map((line) => JSON.parse(line).id))
      cursor = page.nextCursor
    } while (cursor !== '')
    const [first, second, third, last] = entries.map(({ id }) => id)
    assert.deepEqual(pages, [[first, second], [third], [last]])
  })

  it('ends 10 s ago unless a time is named, and never later than now', async () => {
    const context = make.context()
    const before = Date.now()
    const endOf = async (to?: Date) => {
      const page = await service().exportAuditEntries({ allWorkspaces: false, cursor: '', to }, { context })
      return page.to?.getTime() ?? 0
    }
    assert.ok((await endOf()) <= Date.now() - 10_000)
    assert.ok((await endOf()) >= before - 10_000)
    assert.ok((await endOf(new Date('2100-01-01Z'))) <= Date.now())
    assert.equal(await endOf(new Date('2026-01-05Z')), Date.parse('2026-01-05Z'))
  })

  it('is an entry itself, before it shows anything', async () => {
    const context = make.context()
    await emitWorkspaceUpdated(harness.database, context)
    await exported(context)
    const { entries } = await service().listAuditEntries(
      { query: { page: 0, perPage: 10, cursor: '', filters: [], sort: [] }, allWorkspaces: false },
      { context },
    )
    const [entry] = entries
      .map(({ json }) => JSON.parse(json.toString()))
      .filter(({ action }) => action === 'audit_log.exported')
    assert.deepEqual(
      [entry.actor.id, entry.request_id, entry.target.type, entry.target.id],
      [context.principal?.userId, context.requestId, 'audit_log', context.workspaceId],
    )
    assert.match(entry.id, /^aud_/)
  })

  it('of all workspaces is for operators, of one for its owners and admins', async () => {
    const refused = { code: 'INSUFFICIENT_PERMISSIONS' }
    await assert.rejects(exported(make.context(), true), refused)
    await assert.rejects(exported(make.context({ role: Role.ROLE_MEMBER })), refused)
    const context = make.context()
    const id = await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => {
      const { lines } = await exported(operator, true)
      assert.ok(lines.some((line) => line.includes(id)))
    })
    const { lines } = await exported(make.context())
    assert.equal(
      lines.some((line) => line.includes(id)),
      false,
    )
  })

  const record = (context: CallContext, asked: Partial<RecordOperatorAccessRequest> = {}) =>
    service().recordOperatorAccess({ workspaceIds: [], ...asked }, { context })
  const accessesOf = async (context: CallContext) =>
    (await exported(context)).lines
      .map((line) => JSON.parse(line))
      .filter(({ action }) => action === 'workspace.accessed')

  it('notes once a day that an operator reads in a workspace, which its owners see', async () => {
    const context = make.context()
    const reader = { ...operator, workspaceId: context.workspaceId }
    for (let times = 0; times < 3; times++) await record(reader)
    await record({ ...reader, principal: make.operator() })
    const noted = await accessesOf(context)
    assert.deepEqual(
      noted.map(({ actor, target }) => [actor.type, target.id]),
      [
        ['operator', context.workspaceId],
        ['operator', context.workspaceId],
      ],
    )
    assert.equal(noted[0].actor.key_id, operator.principal?.keyId)
    const yesterday = new Date(Date.now() - 86_400_000)
    for (let times = 0; times < 2; times++) await record(reader, { at: yesterday })
    const [first] = (await exported(context)).lines.map((line) => JSON.parse(line))
    assert.deepEqual([first.action, first.at], ['workspace.accessed', yesterday.toISOString()])
    assert.equal((await accessesOf(context)).length, 3)
    await assert.rejects(record(context), { code: 'INSUFFICIENT_PERMISSIONS' })
  })

  it('notes it in the workspaces that an export of all shows, and not again for such an entry alone', async () => {
    const { workspaceId, ...others } = make.context()
    const id = await emitWorkspaceUpdated(harness.database, { workspaceId, ...others })
    const entries = (action: string) =>
      harness.database.query<{ id: string; at: Date }>({
        text: 'SELECT id, created_at AS at FROM audit_entry WHERE workspace_id = $1 AND action = $2',
        values: [workspaceId, action],
      })
    await eventually(async () => assert.equal((await entries('workspace.updated')).length, 1))
    const auditor = (): CallContext => ({ ...operator, principal: make.operator() })
    const all = await exported(auditor(), true)
    assert.ok(all.lines.some((line) => line.includes(id)))
    const [entry, ...more] = await entries('workspace.accessed')
    assert.deepEqual([entry === undefined, more], [false, []])
    const later = await exported(auditor(), true, new Date((entry?.at.getTime() ?? 0) - 1))
    assert.ok(later.lines.some((line) => line.includes(entry?.id ?? '')))
    assert.ok(!later.lines.some((line) => line.includes(id)))
    assert.equal((await entries('workspace.accessed')).length, 1)
  })

  it('notes it in each of several workspaces, once a day', async () => {
    const [first, second, other] = [make.context(), make.context(), make.context()]
    const reader = { ...operator, principal: make.operator() }
    const workspaceIds = [first.workspaceId, second.workspaceId]
    for (let times = 0; times < 2; times++) await record(reader, { workspaceIds })
    const counts = await Promise.all([first, second, other].map(async (context) => (await accessesOf(context)).length))
    assert.deepEqual(counts, [1, 1, 0])
    await assert.rejects(record(reader), { code: 'MISSING_WORKSPACE_CONTEXT' })
    await assert.rejects(record(first, { workspaceIds }), { code: 'INSUFFICIENT_PERMISSIONS' })
  })
})
