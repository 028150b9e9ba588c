import assert from 'node:assert/strict'
import { it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually, testDatabase } from '@plinth/testkit'
import { makeMonths, monthsOfEntries } from '../src/audit-log/partition-store.ts'
import { startAuditMonths } from '../src/audit-log/retention.ts'
import { webhooks } from '../src/index.ts'

it('drops the months that are too old at the start of the process', async () => {
  await using stack = new AsyncDisposableStack()
  const store = await testDatabase(webhooks.migrations)
  stack.defer(() => store.drop())
  const log = openLog({ level: 'silent', name: 'test' })
  const database = openDatabase({ url: store.url, poolMax: 2, clock: new SystemClock(), log })
  stack.defer(() => database.close())
  const old = async () => (await monthsOfEntries(database)).filter((month) => month.startsWith('2020'))
  await makeMonths(database, ['2020-01'])
  assert.deepEqual(await old(), ['2020-01'])
  const months = await startAuditMonths({ database, log, retentionDays: 400 })
  stack.defer(() => months.stop())
  await eventually(async () => assert.deepEqual(await old(), []))
})
