import { type Bus, inProcessBus, jetStreamBus } from '@plinth/kit/bus'
import type { Logger } from '@plinth/kit/log'
import { orRefuse } from '../refusal.ts'

const firstContactMs = 10_000

/** The bus NATS_URL names; without it, one inside the process. */
export async function openBus(options: { url: string | undefined; name: string; log: Logger }): Promise<Bus> {
  const { url, name, log } = options
  if (url === undefined) return inProcessBus({ log })
  return orRefuse(jetStreamBus({ url, name, log }), firstContactMs, (reason) =>
    reason.includes('NATS_URL')
      ? `${reason}.`
      : `NATS_URL: no NATS server with JetStream answers (${reason}); start it or correct the URL.`,
  )
}
