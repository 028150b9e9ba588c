// Commits an event, says so, and is killed before anything could publish it.
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { log } from './silent-log.ts'

const [url = ''] = process.argv.slice(2)
const database = openDatabase({ url, poolMax: 1, clock: new SystemClock(), log })
const id = await database.transaction(async (tx) =>
  tx.emit({
    type: 'thing.made',
    workspaceId: 'w',
    objectId: 'o',
    objectType: 'thing',
    attributes: {},
    consumers: ['reader'],
  }),
)
process.stdout.write(`committed ${id}\n`)
setInterval(() => undefined, 1_000)
