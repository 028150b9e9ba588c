import { type Bus, inProcessBus, jetStreamBus } from '@plinth/kit/bus'
import type { Logger } from '@plinth/kit/log'
import type { Target } from '../parts.ts'
import { orRefuse } from '../refusal.ts'

const firstContactMs = 10_000

/** Opens the bus of NATS_URL, or one inside the process. A gateway publishes no events, so it needs no JetStream. */
export async function openBus(options: { url: string | undefined; target: Target; log: Logger }): Promise<Bus> {
  const { url, target, log } = options
  if (url === undefined) return inProcessBus({ log })
  const own = target === 'all' ? {} : { part: target }
  const bus = jetStreamBus({ url, name: `plinth ${target}`, ...own, keepsStream: target !== 'gateway', log })
  return orRefuse(bus, firstContactMs, (reason) =>
    reason.includes('NATS_URL')
      ? `${reason}.`
      : `NATS_URL: no NATS server with JetStream answers (${reason}); start it or correct the URL.`,
  )
}
