import { inProcessBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { inProcessLimiter } from '@plinth/kit/limiter'
import type { Dial, PartName } from '@plinth/kit/part'
import { boot } from '../boot.ts'
import { migrateDatabase } from '../drivers/databases.ts'
import { boxOf, knownKeys } from '../drivers/secrets.ts'
import { needsEmbedded } from '../drivers/storage.ts'
import { openRpc } from '../rpc.ts'
import { appVersion } from '../version.ts'
import type { CommandOptions } from './command-deps.ts'
import { reachDatabaseOf } from './offline.ts'

/** Starts an identity part on its database only for this work and calls it as the operator, with or without a running Plinth. */
export async function withIdentity<T>(options: CommandOptions, work: (dial: Dial) => Promise<T>): Promise<T> {
  await using stack = new AsyncDisposableStack()
  const { plan, log, target } = await reachDatabaseOf('identity', options, stack)
  const { config, parts } = plan
  await migrateDatabase(target, log)

  const clock = new SystemClock()
  const database = openDatabase({ url: target.url, poolMax: 2, clock, log })
  stack.defer(() => database.close())
  const bus = inProcessBus({ log })
  stack.defer(() => bus.close())
  // Before the first start there is no key yet, and only a start, which sees all databases, may make one.
  const secrets = boxOf(needsEmbedded(plan) ? knownKeys(config.dataDir, config.secretsKeys) : config.secretsKeys)
  const { host, dialer } = openRpc(config, { here: ['identity'], tls: undefined, log })
  stack.defer(() => host.close())
  const infra = {
    database: () => database,
    bus,
    limiter: inProcessLimiter({ clock }),
    secrets,
    clock,
    log,
    version: appVersion,
    readiness: async () => ({ ready: true, checks: {} }),
    stopping: new AbortController().signal,
    peerReady: (part: PartName) => dialer.ready(part),
  }
  const surroundings = { infra, dial: dialer.dialAs('identity'), expose: host.expose }
  const booted = await boot({ parts, depsFor: () => surroundings, drainCalls: () => host.drain() })
  stack.defer(() => booted.stop())
  return await work(dialer.dialAs('operator'))
}
