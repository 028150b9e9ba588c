import { inProcessBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { rpcDialer, rpcHost } from '@plinth/kit/rpc'
import type { StartedPart } from '@plinth/testkit'
import { tenancy } from '../src/index.ts'

/** Another tenancy service on the database of the first: its own pool, host and memory. */
export async function startSecondService({ database, infra }: StartedPart) {
  const { log } = infra
  const url = database.pool.options.connectionString
  if (url === undefined) throw new Error('the first service does not say where its database is')
  const clock = new SystemClock()
  const own = openDatabase({ url, poolMax: 10, clock, log })
  const bus = inProcessBus({ log })
  const host = rpcHost({ log })
  const dialer = rpcDialer({ host, addresses: { tenancy: 'inprocess:tenancy' }, exchange: false, log })
  const running = await tenancy.start({
    config: { selfServiceTiers: [] },
    infra: { ...infra, database: () => own, bus, clock },
    dial: dialer.dial,
    expose: host.expose,
  })
  return {
    dial: dialer.dial,
    stop: async () => {
      await host.drain()
      await running.stop()
      dialer.close()
      await host.close()
      await bus.close()
      await own.close()
    },
  }
}
