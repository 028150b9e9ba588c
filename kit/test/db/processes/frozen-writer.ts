// node frozen-writer.ts <database>: locks a row, and changes it on SIGUSR2, in one transaction.
import { once } from 'node:events'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { toPlinthError } from '@plinth/kit/errors'
import { openLog } from '@plinth/kit/log'

const log = openLog({ level: 'fatal', name: 'frozen' })
const database = openDatabase({ url: process.argv[2] ?? '', poolMax: 1, clock: new SystemClock(), log })
const waiting = setInterval(() => undefined, 60_000)
const going = once(process, 'SIGUSR2')
const writing = database.transaction(async (tx) => {
  await tx.query({ text: 'SELECT FROM held WHERE id = 1 FOR UPDATE' })
  process.stdout.write('locked\n')
  await going
  await tx.query({ text: `UPDATE held SET by = 'frozen' WHERE id = 1` })
})
await writing.then(
  () => process.stdout.write('committed\n'),
  (err: unknown) => process.stdout.write(`rejected ${toPlinthError(err).code}\n`),
)
clearInterval(waiting)
await database.close()
