// Two processes sweep one outbox beside a JetStream that was full.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Bus, BusStoresNothing, inProcessBus } from '@plinth/kit/bus'
import type { Database } from '@plinth/kit/db'
import { QueueStart } from '../../src/db/queue-start.ts'
import { Confirmations } from '../../src/db/relay/confirmations.ts'
import { LostStore } from '../../src/db/relay/lost-store.ts'
import { publishDueRows } from '../../src/db/relay/publish-due-rows.ts'
import { log, plumbedDatabase } from './scratch.ts'

describe('a sweep of an outbox whose rows the bus did not store', () => {
  let database: Database
  let buses: Bus[]
  before(async () => {
    database = await plumbedDatabase()
    buses = [inProcessBus({ log }), inProcessBus({ log })]
  })
  after(() => Promise.all(buses.map((bus) => bus.close())))

  const add = (id: string, due: string) =>
    database.query({
      text: `INSERT INTO outbox (id, subject, payload, traceparent, awaiting, next_publish_at)
        VALUES ($1, 'plinth.events.w.t', '', '', '{reader}', ${due})`,
      values: [id],
    })
  const sweeping = (bus: Bus) => {
    const start = new QueueStart({ table: 'outbox', column: 'next_publish_at' })
    const [confirmations, lostStore] = [new Confirmations(database, log), new LostStore(database, log)]
    const full = {}
    return () => publishDueRows({ database, bus, log, confirmations, lostStore, start, full })
  }

  it('fails until they are stored, by whichever process, and not for a new row that is on its way', async ({
    mock,
  }) => {
    const [bus = assert.fail(), another = assert.fail()] = buses
    const { mock: full } = mock.method(bus, 'publish', () => Promise.reject(new BusStoresNothing('no room')))
    const [sweep, sweepOfAnother] = [sweeping(bus), sweeping(another)]
    await add('evt_refused', 'plinth_now()')
    for (let looks = 0; looks < 3; looks++) await assert.rejects(sweep(), BusStoresNothing)
    full.restore()
    await database.query({ text: 'UPDATE outbox SET next_publish_at = plinth_now()' })
    await sweepOfAnother()
    await add('evt_fresh', `plinth_now() + interval '5 seconds'`)
    await sweep()
  })
})
