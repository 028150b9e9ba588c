import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { openLog } from '@plinth/kit/log'
import { eventually, StoppedClock } from '@plinth/testkit'
import { anonymous, contextOf } from '../access/caller.ts'
import type { Services } from '../services.ts'
import { startOperatorAccessRecorder } from './recorder.ts'

type AuditLog = Services['auditLog']

const principal = { ...anonymous, keyId: 'key_op', isOperator: true }
const context = { ...contextOf({ requestId: '' }), principal }
const reading = { method: 'GET', status: 200, path: '/users/{user_id}' } as const

describe('rows of several workspaces that an operator is shown', () => {
  const told: { inContext: string | undefined; listed: readonly string[] }[] = []
  let isOfReleaseBefore = false
  const recordOperatorAccess: AuditLog['recordOperatorAccess'] = async ({ workspaceIds }, options) => {
    if (isOfReleaseBefore && workspaceIds.length > 0) throw new Error('no workspace in context')
    told.push({ inContext: options?.context?.workspaceId, listed: workspaceIds })
    return {}
  }
  const log = openLog({ level: 'warn', name: 'gateway', stream: { write: () => undefined } })
  const clock = new StoppedClock()
  const start = () =>
    startOperatorAccessRecorder({ services: { auditLog: { recordOperatorAccess } }, clock, log, everyMs: 3_600_000 })

  it('are one call, and none again that day', async () => {
    const recorder = start()
    await recorder.noteShown(context, ['wks_1', 'wks_2', '', 'wks_1'])
    assert.equal(recorder.noteShown(context, ['wks_2', 'wks_1']), undefined)
    await recorder.noteShown(context, ['wks_2', 'wks_3'])
    assert.deepEqual(told.splice(0), [
      { inContext: '', listed: ['wks_1', 'wks_2'] },
      { inContext: 'wks_3', listed: [] },
    ])
    assert.equal(recorder.noteShown({ ...context, principal: anonymous }, ['wks_1']), undefined)
    await recorder.stop()
    assert.deepEqual(told, [])
  })

  it('are told a hundred in a call, however many a user is a member of', async () => {
    const recorder = start()
    const homes = Array.from({ length: 150 }, (_one, at) => `wks_of_user_${at}`)
    await recorder.note({ ...reading, scope: 'read:users' }, context, homes, false)
    const listed = told.splice(0).map((one) => one.listed)
    assert.deepEqual(listed, [homes.slice(0, 100), homes.slice(100)])
    await recorder.stop()
  })

  it('are told one call after the other, and after a failed one later, with one line in the log', async () => {
    const lines: string[] = []
    const log = openLog({ level: 'warn', name: 'gateway', stream: { write: (line) => lines.push(line) } })
    const calls: PromiseWithResolvers<Record<never, never>>[] = []
    const recordOperatorAccess = () => {
      const call = Promise.withResolvers<Record<never, never>>()
      calls.push(call)
      return call.promise
    }
    const services = { auditLog: { recordOperatorAccess } }
    const recorder = startOperatorAccessRecorder({ services, clock, log, everyMs: 3_600_000 })
    const homes = Array.from({ length: 350 }, (_one, at) => `wks_of_user_${at}`)
    const noting = recorder.note({ ...reading, scope: 'read:users' }, context, homes, false)
    assert.equal(calls.length, 1)
    calls[0]?.resolve({})
    await eventually(() => assert.equal(calls.length, 2))
    calls[1]?.reject(new Error('away'))
    await noting
    assert.deepEqual([calls.length, lines.length], [2, 1])
    assert.match(lines[0] ?? '', /"entries":250,"lost":0,.*telling it later/)
    const stopped = recorder.stop()
    await eventually(() => assert.equal(calls.length, 3))
    calls[2]?.reject(new PlinthError('SERVICE_UNAVAILABLE', 'Away.'))
    await stopped
  })

  it('are told one by one, later, while webhooks is of the release before', async () => {
    isOfReleaseBefore = true
    const recorder = start()
    await recorder.noteShown(context, ['wks_1', 'wks_2'])
    assert.deepEqual(told, [])
    await recorder.stop()
    const later = ['wks_1', 'wks_2'].map((inContext) => ({ inContext, listed: [] }))
    assert.deepEqual(told, later)
  })
})

describe('what the audit log could not be told of operators', () => {
  it('is told later up to 10,000 reads, and lost after that: the log says which', async () => {
    const lines: string[] = []
    const log = openLog({ level: 'warn', name: 'gateway', stream: { write: (line) => lines.push(line) } })
    const services = { auditLog: { recordOperatorAccess: () => Promise.reject(new Error('away')) } }
    const recorder = startOperatorAccessRecorder({ services, clock: new StoppedClock(), log, everyMs: 3_600_000 })
    for (let count = 1; count <= 10_001; count++) {
      await recorder.note(
        { ...reading, scope: 'read:webhooks' },
        { ...context, workspaceId: `wks_${count}` },
        [],
        false,
      )
    }
    assert.match(lines.at(-2) ?? '', /"the audit log could not be told of an operator; telling it later"/)
    assert.match(lines.at(-1) ?? '', /"the audit log could not be told of an operator; entries are lost"/)
    await recorder.stop()
  })

  it('is told of every other read: one that it refuses is lost, and one with which it fails is kept until it has it', async () => {
    const told: string[] = []
    const asked: string[] = []
    let isAway = true
    const recordOperatorAccess: AuditLog['recordOperatorAccess'] = async (_request, options) => {
      const workspaceId = options?.context?.workspaceId ?? ''
      if (isAway) throw new PlinthError('SERVICE_UNAVAILABLE', 'Away.')
      asked.push(workspaceId)
      if (workspaceId === 'wks_bad') throw new PlinthError('VALIDATION_ERROR', 'Refused.')
      const times = asked.filter((one) => one === workspaceId).length
      if (workspaceId === 'wks_failing' && times < 5) throw new PlinthError('INTERNAL_ERROR', 'Failed.')
      told.push(workspaceId)
      return {}
    }
    const lines: string[] = []
    const log = openLog({ level: 'error', name: 'gateway', stream: { write: (line) => lines.push(line) } })
    const services = { auditLog: { recordOperatorAccess } }
    const recorder = startOperatorAccessRecorder({ services, clock: new StoppedClock(), log, everyMs: 5 })
    for (const workspaceId of ['wks_bad', 'wks_failing', 'wks_1'])
      await recorder.note({ ...reading, scope: 'read:webhooks' }, { ...context, workspaceId }, [], false)
    isAway = false
    await eventually(async () => assert.deepEqual(told, ['wks_1', 'wks_failing']))
    await recorder.stop()
    assert.equal(asked.filter((one) => one === 'wks_bad').length, 1)
    assert.match(lines.join(''), /"the audit log refuses to be told of an operator; the entry is lost"/)
    assert.equal(lines.length, 1)
  })
})
