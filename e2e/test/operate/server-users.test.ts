import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { type Bus, eventSubject, jetStreamBus } from '@plinth/kit/bus'
import { redisLimiter } from '@plinth/kit/limiter'
import { openLog } from '@plinth/kit/log'
import type { PartName } from '@plinth/kit/part'
import { eventually } from '@plinth/testkit'
import { emittedTypes } from '../../src/emitted-types.ts'
import { natsWithUsers, redisWithUsers, type ServerWithUsers } from '../../src/server-users.ts'

const services = ['identity', 'tenancy', 'webhooks'] as const
const parts = ['gateway', ...services] as const
const log = openLog({ level: 'silent', name: 'test' })
const { webhooks: documented }: { webhooks: Record<string, object> } = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
)
// A ping is made where it is sent.
const ofWebhooks = Object.keys(documented).filter((type) => type !== 'ping')
const emitted = new Map(services.map((service) => [service, emittedTypes(service, ofWebhooks)]))
const eventTypes = [...new Set([...emitted.values()].flat())].sort()

let lastId = 0
const event = (type: string) => ({
  subject: eventSubject('wks_1', type),
  id: `evt_${++lastId}`,
  data: Buffer.from(type),
  traceparent: '',
})

describe("NATS with deploy's users", () => {
  let nats: ServerWithUsers
  const buses = new Map<PartName, Bus>()
  const busOf = (part: PartName): Bus => {
    const bus = buses.get(part)
    assert.ok(bus)
    return bus
  }
  before(async () => {
    nats = await natsWithUsers()
    // Webhooks first: it may make the stream as well.
    for (const part of parts.toReversed()) {
      const own = { url: nats.urlOf(part), name: part, part, keepsStream: part !== 'gateway', log }
      buses.set(part, await jetStreamBus(own))
    }
  })
  after(async () => {
    await Promise.all([...buses.values()].map((bus) => bus.close()))
    await nats.stop()
  })

  it('turns a stranger away', async () => {
    await assert.rejects(
      jetStreamBus({ url: nats.url, name: 'stranger', log }),
      /NATS at .* refuses the user or the password/,
    )
  })

  it('lets each part be ready', async () => {
    for (const part of parts) await busOf(part).ready()
  })

  it('has every type that the API documents among those that the services emit', () => {
    assert.deepEqual(
      ofWebhooks.filter((type) => !eventTypes.includes(type)),
      [],
    )
  })

  for (const type of eventTypes) {
    const emitting = services.filter((service) => emitted.get(service)?.includes(type))
    it(`accepts ${type} from ${emitting.join(' and ')}, and from no other service`, async () => {
      const taken: string[] = []
      for (const part of services) {
        const published = busOf(part).publish([event(type)])
        await published.then(
          () => taken.push(part),
          () => undefined,
        )
      }
      assert.deepEqual(taken, emitting)
    })
  }

  it('takes no event of the gateway, and none that another service publishes among several', async () => {
    const forged = [event('member.removed'), event('user.updated'), event('webhook.created')]
    const seen: string[] = []
    const subscription = await busOf('tenancy').subscribe({
      durable: 'tenancy',
      subjects: ['plinth.events.>'],
      batchMax: 100,
      handler: async (messages) => void seen.push(...messages.map(({ id }) => id)),
    })
    try {
      for (const one of forged) {
        await assert.rejects(busOf('gateway').publish([one]))
        busOf('gateway').announce(one.subject, one.data)
      }
      // The last alone is acknowledged: those before it are refused without a word.
      const [foreign, own] = [event('member.removed'), event('webhook.updated')]
      await busOf('webhooks').publish([foreign, own], { lastAlone: true })
      await eventually(() => assert.ok(seen.includes(own.id)))
      for (const { id } of [...forged, foreign]) assert.equal(seen.includes(id), false)
    } finally {
      await subscription.stop()
    }
  })

  for (const service of services) {
    it(`hands ${service} what it subscribes to, batch after batch`, async () => {
      const seen: string[] = []
      const filter = service === 'webhooks' ? ['plinth.events.>'] : ['plinth.events.*.user.created']
      const subscription = await busOf(service).subscribe({
        durable: service,
        subjects: filter,
        batchMax: 10,
        handler: async (messages) => void seen.push(...messages.map(({ id }) => id)),
      })
      try {
        const own = Array.from({ length: 30 }, () => event('user.created'))
        await busOf('identity').publish(own)
        await eventually(() => assert.ok(own.every(({ id }) => seen.includes(id))))
      } finally {
        await subscription.stop()
      }
    })
  }

  // By subject, the parts that announce it and the parts that listen for it.
  const announced: Readonly<Record<string, { by: readonly PartName[]; to: readonly PartName[] }>> = {
    'plinth.narrowing': { by: ['gateway'], to: ['gateway'] },
    'plinth.changed': { by: ['tenancy'], to: ['gateway', 'tenancy'] },
    'plinth.ingested': { by: services, to: services },
    'plinth.webhooks.due': { by: ['webhooks'], to: ['webhooks'] },
    'plinth.webhooks.stored': { by: ['webhooks'], to: ['gateway'] },
  }
  for (const [subject, { by, to }] of Object.entries(announced)) {
    it(`carries ${subject} from ${by.join(', ')} to ${to.join(', ')}, and from no other user`, async () => {
      for (const listener of to) {
        const heard: string[] = []
        const listening = await busOf(listener).listen(subject, (data) => void heard.push(String(Buffer.from(data))))
        try {
          for (const part of parts) busOf(part).announce(subject, Buffer.from(part))
          await eventually(() => assert.ok(by.every((part) => heard.includes(part))))
          // The refusals of a connection are known once it has answered.
          await Promise.all(parts.map((part) => busOf(part).ready()))
          assert.deepEqual(heard.sort(), [...by].sort())
        } finally {
          await listening.stop()
        }
      }
    })
  }

  it('shows a part neither the answers to another nor the events themselves, and lets it touch no stream', async () => {
    const heard: string[] = []
    const note = (data: Uint8Array) => void heard.push(String(Buffer.from(data)))
    const listening = await Promise.all(
      ['_INBOX.>', '_INBOX.identity.>', 'plinth.events.>', 'plinth.narrowing', '$JS.>', '>'].map((subject) =>
        busOf('webhooks').listen(subject, note),
      ),
    )
    try {
      busOf('webhooks').announce('$JS.API.STREAM.DELETE.EVENTS')
      busOf('webhooks').announce('$JS.API.STREAM.PURGE.EVENTS')
      busOf('webhooks').announce('$JS.API.STREAM.UPDATE.EVENTS', Buffer.from('{"name":"EVENTS","subjects":["other"]}'))
      busOf('webhooks').announce('$JS.API.CONSUMER.DELETE.EVENTS.identity')
      const own = event('user.created')
      await busOf('identity').publish([own])
      busOf('gateway').announce('plinth.narrowing', Buffer.from('bye'))
      await Promise.all(parts.map((part) => busOf(part).ready()))
      await busOf('identity').publish([event('user.created')])
      assert.deepEqual(heard, [])
    } finally {
      for (const subscription of listening) await subscription.stop()
    }
  })

  it('says in the log of a part what its user may not, once for each subject', async () => {
    const lines: string[] = []
    const noted = openLog({ level: 'error', name: 'test', stream: { write: (line) => void lines.push(line) } })
    const bus = await jetStreamBus({ url: nats.urlOf('webhooks'), name: 'test', part: 'webhooks', log: noted })
    try {
      for (let at = 0; at < 20; at++) {
        bus.announce('plinth.narrowing')
        bus.announce('plinth.changed')
      }
      await bus.ready()
      const refusals = lines.map((line) => JSON.parse(line)).map(({ refusal }) => refusal)
      assert.deepEqual(refusals.sort(), [
        'Permissions Violation for Publish to "plinth.changed"',
        'Permissions Violation for Publish to "plinth.narrowing"',
      ])
    } finally {
      await bus.close()
    }
  })

  it('serves them again after it was killed', async () => {
    await nats.kill()
    await nats.start()
    await eventually(async () => {
      for (const part of parts) await busOf(part).ready()
      for (const [part, type] of [
        ['identity', 'user.created'],
        ['tenancy', 'member.added'],
        ['webhooks', 'webhook.created'],
      ] as const)
        await busOf(part).publish([event(type)])
    })
  })
})

describe("Redis with deploy's user", () => {
  let redis: ServerWithUsers
  before(async () => {
    redis = await redisWithUsers()
  })
  after(() => redis.stop())

  const policy = {
    name: 'hour',
    bucket: '{wks_1}:key',
    algorithm: 'window',
    limit: 2,
    windowSeconds: 3_600,
    cost: 1,
  } as const
  const burst = { ...policy, name: 'burst', algorithm: 'gcra', limit: 10, windowSeconds: 60 } as const

  it('counts for the gateway', async () => {
    const limiter = await redisLimiter({ url: redis.urlOf('gateway'), log })
    try {
      const allowed = []
      for (let at = 0; at < 3; at++) allowed.push((await limiter.take([policy, burst])).isAllowed)
      assert.deepEqual(allowed, [true, true, false])
      await limiter.ready()
    } finally {
      await limiter.close()
    }
  })

  it('takes the gateway back after it was killed, and keeps the count', async () => {
    const limiter = await redisLimiter({ url: redis.urlOf('gateway'), log })
    const hour = { ...policy, bucket: '{wks_2}:key' }
    try {
      assert.equal((await limiter.take([hour])).isAllowed, true)
      await redis.kill()
      await redis.start()
      await eventually(() => limiter.ready(), { timeoutMs: 60_000 })
      assert.equal((await limiter.take([hour])).isAllowed, true)
      assert.equal((await limiter.take([hour])).isAllowed, false)
    } finally {
      await limiter.close()
    }
  })

  it('turns away a stranger, another key and another command', async () => {
    await assert.rejects(redisLimiter({ url: redis.url, log }), /Redis at .* denies the user of REDIS_URL/)
    const said = await ask(redis.urlOf('gateway'), ['SET other 1', 'KEYS *', 'FLUSHALL', 'CONFIG GET *', 'ACL LIST'])
    for (const answer of said) assert.match(answer, /^-NOPERM/)
  })
})

/** The first lines of Redis' answers. */
async function ask(url: string, commands: readonly string[]): Promise<string[]> {
  const { hostname, port, username, password } = new URL(url)
  const socket = connect(Number(port), hostname)
  try {
    const answers: string[] = []
    for (const command of [`AUTH ${username} ${password}`, ...commands]) {
      socket.write(`${command}\r\n`)
      const [chunk] = await once(socket, 'data')
      answers.push(String(chunk))
    }
    assert.match(answers.shift() ?? '', /^\+OK/)
    return answers
  } finally {
    socket.destroy()
  }
}
