// A Plinth of one poll: takes leases, says which, and never acknowledges.
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { handOut } from '../../src/polling/store.ts'

const { url, endpointId, leaseSeconds } = JSON.parse(process.argv[2] ?? '')
const log = openLog({ level: 'fatal', name: 'poller' })
const database = openDatabase({ url, poolMax: 1, clock: new SystemClock(), log })
const handed = await database.transaction(async (tx) => {
  await tx.query({ text: 'SELECT FROM endpoint_state WHERE endpoint_id = $1 FOR UPDATE', values: [endpointId] })
  return handOut(tx, endpointId, 3, leaseSeconds)
})
process.stdout.write(`leased ${handed.map(({ deliveryId }) => deliveryId).join()}\n`)
setInterval(() => undefined, 60_000)
