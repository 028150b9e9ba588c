import type { Bus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { outboundHttp } from '@plinth/kit/outbound-http'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { startAttemptRecorder } from '../src/attempt-counts/recorder.ts'
import { dueSubject } from '../src/delivery-queue/due-announcement.ts'
import { Dispatcher, type DispatcherSettings } from '../src/dispatch/dispatcher.ts'
import { SigningKeys } from '../src/dispatch/signing-keys.ts'
import { startReplayer } from '../src/replays/replayer.ts'

/** A dispatcher, and what queues replays for it, with connections and sockets of its own. */
export async function runDispatcher(options: {
  url: string
  secretsKey: Buffer
  bus: Bus
  settings: DispatcherSettings
}) {
  const { url, secretsKey, bus, settings } = options
  const clock = new SystemClock()
  const log = openLog({ level: process.env['LOG_LEVEL'] || 'fatal', name: 'webhooks' })
  const database = openDatabase({ url, poolMax: 5, clock, log })
  const outbound = outboundHttp({ allowHttp: true, allowedCidrs: ['127.0.0.0/8'] })
  const secrets = secretBox([secretsKey])
  const keys = new SigningKeys(secrets)
  const attempts = startAttemptRecorder({ database, log, everyMs: 5_000 })
  const dispatcher = new Dispatcher({
    database,
    bus,
    outbound,
    secrets,
    keys,
    clock,
    log,
    shard: 0,
    settings,
    attempts,
  })
  await dispatcher.start()
  const announceDue = () => bus.announce(dueSubject)
  const limits = { chunkMax: 50, backlogMax: 60 }
  const { defaultSchedule } = settings
  const replayer = startReplayer({ database, log, defaultSchedule, limits, shard: 0, announceDue })
  const stop = async () => {
    await replayer.stop()
    await dispatcher.stop()
    await attempts.stop()
    await outbound.close()
    await database.close()
  }
  return { dispatcher, stop }
}
