import { inProcessBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { announceStoredEvents } from '@plinth/kit/stored-events'
import { eventTypeReader } from '../../src/event-types/reader.ts'
import { Rosters } from '../../src/fan-out/rosters.ts'
import { startPartitions } from '../../src/partitions/partitions.ts'
import { publishingRpc } from '../../src/publishing/rpc.ts'
import { publishVerb } from '../../src/publishing/verbs.ts'
import { newEvent } from '../product-events.ts'

// Publishes the event_ids of a range by eight callers at once, and writes each that was answered with its event's id.
const { url, context, from, to } = JSON.parse(process.argv[2] ?? '')
const [log, clock] = [openLog({ level: 'fatal', name: 'webhooks' }), new SystemClock()]
const database = openDatabase({ url, poolMax: 10, clock, log })
const partitions = await startPartitions({ database, clock, log })
const bus = inProcessBus({ log })
const storedEvents = announceStoredEvents(bus)
const deps = { database, clock, log, partitions, bus, storedEvents, secrets: secretBox([Buffer.alloc(32)]) }
const types = eventTypeReader(database)
const { publishEvent } = publishingRpc(
  publishVerb({ ...deps, types, rosters: new Rosters(), defaultSchedule: [0], shard: 0 }),
)
const call = {
  context,
  signal: new AbortController().signal,
  traceparent: '',
  reply: { isReplay: false, firstRequestId: '' },
}
let next = from
const publishNext = async () => {
  while (next < to) {
    const eventId = String(next++)
    const { event } = await publishEvent({ event: newEvent({ eventId }) }, call)
    process.stdout.write(`answered ${eventId} ${event?.id}\n`)
  }
}
await Promise.all(Array.from({ length: 8 }, publishNext))
process.stdout.write('done\n')
