import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { openLog } from '@plinth/kit/log'
import { eventually } from '@plinth/testkit'
import { makeMonths, monthsOfEntries } from '../src/audit-log/partition-store.ts'
import { startAuditMonths } from '../src/audit-log/retention.ts'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness?.stop())

it('drops the months that are too old at the start of the process', async () => {
  const { database } = harness
  await makeMonths(database, ['2020-01'])
  assert.ok((await monthsOfEntries(database)).includes('2020-01'))
  const log = openLog({ level: 'silent', name: 'test' })
  const months = await startAuditMonths({ database, log, retentionDays: 400 })
  try {
    await eventually(async () => {
      const kept = await monthsOfEntries(database)
      assert.deepEqual(
        kept.filter((month) => month.startsWith('2020')),
        [],
      )
    })
  } finally {
    await months.stop()
  }
})
