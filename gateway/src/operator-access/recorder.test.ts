import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openLog } from '@plinth/kit/log'
import { StoppedClock } from '@plinth/testkit'
import { anonymous, contextOf } from '../access/caller.ts'
import { startOperatorAccessRecorder } from './recorder.ts'

describe('what the audit log could not be told of operators', () => {
  it('is told later up to 10,000 reads, and lost after that: the log says which', async () => {
    const lines: string[] = []
    const log = openLog({ level: 'warn', name: 'gateway', stream: { write: (line) => lines.push(line) } })
    const services = { auditLog: { recordOperatorAccess: () => Promise.reject(new Error('away')) } }
    const recorder = startOperatorAccessRecorder({ services, clock: new StoppedClock(), log, everyMs: 3_600_000 })
    const principal = { ...anonymous, keyId: 'key_op', isOperator: true }
    for (let count = 1; count <= 10_001; count++) {
      const context = { ...contextOf({ requestId: '' }), principal, workspaceId: `wks_${count}` }
      await recorder.note({ method: 'GET', scope: 'read:webhooks' }, context)
    }
    assert.match(lines.at(-2) ?? '', /"the audit log could not be told of an operator; telling it later"/)
    assert.match(lines.at(-1) ?? '', /"the audit log could not be told of an operator; the entry is lost"/)
    await recorder.stop()
  })
})
