// node frozen-writer.ts <database> <transactions>: each locks the same row, and the first changes it on SIGUSR2.
import { once } from 'node:events'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { toPlinthError } from '@plinth/kit/errors'
import { openLog } from '@plinth/kit/log'

const log = openLog({ level: 'fatal', name: 'frozen' })
const poolMax = Number(process.argv[3])
const database = openDatabase({ url: process.argv[2] ?? '', poolMax, clock: new SystemClock(), log })
const waiting = setInterval(() => undefined, 60_000)
const going = once(process, 'SIGUSR2')
const locked = Promise.withResolvers<void>()
const write = () =>
  database.transaction(async (tx) => {
    await tx.query({ text: 'SELECT FROM held WHERE id = 1 FOR UPDATE' })
    locked.resolve()
    await going
    await tx.query({ text: `UPDATE held SET by = 'frozen' WHERE id = 1` })
  })
const first = write()
await locked.promise
const others = Array.from({ length: poolMax - 1 }, write)
process.stdout.write('locked\n')
await first.then(
  () => process.stdout.write('committed\n'),
  (err: unknown) => process.stdout.write(`rejected ${toPlinthError(err).code}\n`),
)
await Promise.allSettled(others)
clearInterval(waiting)
await database.close()
