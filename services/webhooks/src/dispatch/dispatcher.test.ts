import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Opening } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { Dispatcher } from './dispatcher.ts'
import { SigningKeys } from './signing-keys.ts'

const log = openLog({ level: 'silent', name: 'tests' })
const secrets = secretBox([Buffer.alloc(32)])
const settings = {
  ...{ timeoutMs: 1_000, connectTimeoutMs: 1_000, leaseMarginMs: 1_000, defaultSchedule: [0], concurrency: 8 },
  ...{ windowMax: 8, perHostMax: 8, payloadBytesMax: 1_000_000, sweepMs: 500 },
}
/** The result of a claim cycle's transaction without due deliveries. */
const empty = {
  claiming: Promise.resolve([]),
  allotments: [],
  sendable: [],
  hasSkipped: false,
  isWhole: false,
  pauses: [],
}

describe('a dispatcher', () => {
  it('gives up a claim cycle that never ends after a minute, and begins the next', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    let begun = 0
    const database = {
      transaction: (_run: unknown, opening: Opening = {}) => {
        if (opening.statements?.at(-1)?.name !== 'turn_select') return Promise.resolve(0)
        return ++begun === 1 ? new Promise(() => undefined) : Promise.resolve(empty)
      },
    }
    const bus = { listen: () => Promise.resolve({ stop: () => Promise.resolve() }) }
    const clock = { monotonicMs: () => 0, now: () => new Date(0) }
    const deps = { database, bus, clock, log, secrets, keys: new SigningKeys(secrets), settings, shard: 0 }
    const dispatcher = new Dispatcher(deps as never)
    const turns = async () => {
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
    }
    await dispatcher.start()
    await turns()
    assert.equal(begun, 1)
    context.mock.timers.tick(59_000)
    await turns()
    assert.equal(begun, 1)
    context.mock.timers.tick(1_000)
    await turns()
    context.mock.timers.tick(settings.sweepMs)
    await turns()
    assert.ok(begun >= 2, `${begun}`)
    const stopping = dispatcher.stop()
    await turns()
    await stopping
  })
})
