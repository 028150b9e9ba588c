import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { SystemClock } from '@plinth/kit/clock'
import { type Limiter, redisLimiter } from '@plinth/kit/limiter'
import { openLog } from '@plinth/kit/log'
import { eventually, tcpProxy } from '@plinth/testkit'
import { freePort, type RunningServer, type ServerOptions, startServer, testServers } from '@plinth/testkit/servers'
import { Redis } from 'ioredis'
import { openRedisLimiter } from '../../src/limiter/redis/redis-limiter.ts'
import { burst, freshBucket, hour, limiterContract } from './limiter.contract.ts'

const log = openLog({ level: 'silent', name: 'test' })
const whenAsked = fileURLToPath(new URL('when-asked.ts', import.meta.url))

limiterContract('Redis limiter', async () => {
  let nowUs = 0
  const url = await testServers().redis()
  return {
    limiter: await openRedisLimiter({ url, log, timeoutMs: 30_000, time: () => `=${nowUs}` }),
    setTimeUs: (us) => {
      nowUs = us
    },
    stepUs: 1,
  }
})

describe('Redis limiter', () => {
  let url: string
  let admin: Redis
  const limiters: Limiter[] = []
  before(async () => {
    url = await testServers().redis()
    admin = new Redis(url)
    for (let replica = 0; replica < 3; replica++) limiters.push(await redisLimiter({ url, log }))
  })
  after(async () => {
    await Promise.all(limiters.map((limiter) => limiter.close()))
    admin.disconnect()
  })

  it('is exact over three processes that are asked four times the limit at once', async () => {
    const bucket = freshBucket()
    const policies = [hour(bucket, 500), hour(`${bucket}:workspace`, 10_000)]
    const decisions = await Promise.all(
      Array.from({ length: 2000 }, (_, call) => limiters[call % 3]?.take(policies) ?? assert.fail()),
    )
    assert.equal(decisions.filter(({ isAllowed }) => isAllowed).length, 500)
  })

  it('leaves no bucket behind for ever', async () => {
    const bucket = freshBucket()
    await limiters[0]?.take([hour(bucket, 5), burst(bucket, 5)])
    const keys = await admin.keys(`plinth:limit:${bucket}:*`)
    assert.equal(keys.length, 2)
    for (const key of keys) {
      const ttlMs = await admin.pttl(key)
      assert.ok(ttlMs > 0 && ttlMs <= 3_660_000, `${key} lives ${ttlMs} ms`)
    }
  })

  it('moves with the test clock', async () => {
    const clock = new SystemClock()
    const limiter = await redisLimiter({ url, log, clock })
    limiters.push(limiter)
    const policy = hour(freshBucket(), 1)
    assert.equal((await limiter.take([policy])).isAllowed, true)
    assert.equal((await limiter.take([policy])).isAllowed, false)
    clock.setOffset(3_600_001)
    assert.equal((await limiter.take([policy])).isAllowed, true)
  })
})

describe('Redis limiter, when Redis breaks', () => {
  let server: RunningServer
  let limiter: Limiter
  const port = freePort()
  const start = async () => startServer('redis', { port: await port, isThrowaway: true })
  before(async () => {
    server = await start()
    limiter = await redisLimiter({ url: server.url, log, replicas: () => 4, timeoutMs: 30_000 })
  })
  after(async () => {
    await limiter.close()
    await server.stop()
  })

  const allowedOf = async (calls: number, limit: number, asked = limiter): Promise<number> => {
    const policies = [hour(freshBucket(), limit)]
    const decisions = await Promise.all(Array.from({ length: calls }, () => asked.take(policies)))
    return decisions.filter(({ isAllowed }) => isAllowed).length
  }

  const scripts = async (): Promise<number> => {
    const admin = new Redis(server.url)
    try {
      return Number(/cmdstat_evalsha:calls=(\d+)/.exec(await admin.info('commandstats'))?.[1] ?? 0)
    } finally {
      admin.disconnect()
    }
  }

  it('asks Redis once for everything that is decided in one tick', async () => {
    const before = await scripts()
    await Promise.all(Array.from({ length: 100 }, () => limiter.take([hour(freshBucket(), 5)])))
    assert.equal((await scripts()) - before, 1)
  })

  it('enforces its share from memory while Redis is away, fails no call, and takes Redis back', async () => {
    assert.equal(await allowedOf(50, 40), 40)
    await server.kill()
    assert.equal(await allowedOf(50, 40), 10)
    await assert.rejects(limiter.ready(), /Redis cannot be reached/)
    server = await start()
    await eventually(() => limiter.ready())
    assert.equal(await allowedOf(50, 40), 40)
  })

  it('fails no call that is under way when Redis is killed', async () => {
    const policies = [hour(freshBucket(), 1_000_000)]
    const decisions = []
    for (let tick = 0; tick < 50; tick++) {
      for (let call = 0; call < 20; call++) decisions.push(limiter.take(policies))
      if (tick === 25) await server.kill()
      await new Promise((resolve) => setImmediate(resolve))
    }
    assert.ok((await Promise.all(decisions)).every(({ isAllowed }) => isAllowed))
    server = await start()
    await eventually(() => limiter.ready())
  })

  it('does not take a pause of its own process for a Redis that hangs', async () => {
    const timeoutMs = 400
    const hasty = await redisLimiter({ url: server.url, log, timeoutMs })
    try {
      const before = await scripts()
      const decision = hasty.take([hour(freshBucket(), 40)])
      // The question is sent in this turn; the answer cannot have been read.
      await new Promise((resolve) => setImmediate(resolve))
      // This process stands still until Redis has answered and the time is over.
      execFileSync(process.execPath, [whenAsked, server.url, String(before), String(1.5 * timeoutMs)])
      assert.equal((await decision).states[0]?.remaining, 39)
      await eventually(() => hasty.ready())
    } finally {
      await hasty.close()
    }
  })

  it('waits for a Redis that hangs once, and not until it goes on', async () => {
    const proxy = await tcpProxy(`127.0.0.1:${await port}`)
    const hasty = await redisLimiter({ url: `redis://${proxy.address}`, log, replicas: () => 4, timeoutMs: 400 })
    try {
      proxy.cut()
      assert.equal(await allowedOf(50, 40, hasty), 10)
      let allowed: number | undefined
      void allowedOf(50, 40, hasty).then((count) => {
        allowed = count
      })
      // Memory decides within a few turns of the loop; a wait for Redis would take thousands.
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
      assert.equal(allowed, 10)
      proxy.mend()
      await eventually(() => hasty.ready())
    } finally {
      await hasty.close()
      await proxy.stop()
    }
  })

  it('says at start, in a sentence that names REDIS_URL and no password, that Redis does not answer', async () => {
    const noServer = `redis://me:hunter2@127.0.0.1:${await freePort()}`
    await assert.rejects(redisLimiter({ url: noServer, log }), (error: Error) => {
      assert.match(error.message, /^Redis does not answer at 127\.0\.0\.1:\d+: start it, or correct REDIS_URL\.$/)
      return true
    })
  })
})

describe('Redis limiter, over three processes, when Redis goes', () => {
  const limit = 300
  const ends: (() => unknown)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
  })
  const running = async (options: ServerOptions): Promise<RunningServer> => {
    const server = await startServer('redis', options)
    ends.push(() => server.stop())
    return server
  }
  /** One for each URL, as so many processes have. */
  const limitersOf = async (...urls: readonly string[]): Promise<Limiter[]> => {
    const options = { log, replicas: () => urls.length, timeoutMs: 30_000 }
    const limiters = await Promise.all(urls.map((url) => redisLimiter({ ...options, url })))
    ends.push(() => Promise.all(limiters.map((limiter) => limiter.close())))
    return limiters
  }
  for (const { title, isThrowaway } of [
    { title: 'comes back empty', isThrowaway: true },
    { title: 'comes back with what it held', isThrowaway: false },
  ]) {
    it(`and ${title}: never one more than the limit`, async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'plinth-limiter-'))
      const port = await freePort()
      ends.push(() => rm(dataDir, { recursive: true, force: true }))
      const start = () => running({ port, isThrowaway, ...(isThrowaway ? {} : { dataDir }) })
      const server = await start()
      const limiters = await limitersOf(server.url, server.url, server.url)
      const policies = [hour(freshBucket(), limit)]
      const allowedOf = async (calls: number): Promise<number> => {
        const decisions = Array.from(
          { length: calls },
          (_, call) => limiters[call % 3]?.take(policies) ?? assert.fail(),
        )
        return (await Promise.all(decisions)).filter(({ isAllowed }) => isAllowed).length
      }
      let allowed = await allowedOf(120)
      assert.equal(allowed, 120)
      await server.stop()
      allowed += await allowedOf(60)
      assert.equal(allowed, 180)
      await start()
      allowed += await allowedOf(30)
      await eventually(async () => void (await Promise.all(limiters.map((limiter) => limiter.ready()))))
      assert.equal(allowed, 210)
      allowed += await allowedOf(4 * limit)
      assert.equal(allowed, limit)
    })
  }

  it('and one process finds it later than the others: never one more than the limit', async () => {
    const port = await freePort()
    const start = () => running({ port, isThrowaway: true })
    const server = await start()
    const proxy = await tcpProxy(`127.0.0.1:${port}`)
    ends.push(() => proxy.stop())
    const [early, late] = await limitersOf(server.url, `redis://${proxy.address}`)
    assert.ok(early !== undefined && late !== undefined)
    const policies = [hour(freshBucket(), limit)]
    const allowedOf = async (limiter: Limiter, calls: number): Promise<number> => {
      const decisions = await Promise.all(Array.from({ length: calls }, () => limiter.take(policies)))
      return decisions.filter(({ isAllowed }) => isAllowed).length
    }
    let allowed = (await allowedOf(early, 50)) + (await allowedOf(late, 50))
    await server.stop()
    allowed += (await allowedOf(early, 20)) + (await allowedOf(late, 20))
    proxy.cut()
    await start()
    await wait(400)
    proxy.mend()
    await eventually(() => early.ready())
    allowed += await allowedOf(early, 2 * limit)
    await eventually(() => late.ready())
    allowed += await allowedOf(late, 2 * limit)
    assert.equal(allowed, limit)
  })

  it('for good: no more than the limit in all, the burst included', async () => {
    const server = await running({ isThrowaway: true })
    const limiters = await limitersOf(server.url, server.url, server.url)
    const policies = [hour(freshBucket(), limit), burst(freshBucket(), limit)]
    const begun = performance.now()
    let allowed = 0
    for (const calls of [150, 4 * limit]) {
      const decisions = Array.from({ length: calls }, (_, call) => limiters[call % 3]?.take(policies) ?? assert.fail())
      allowed += (await Promise.all(decisions)).filter(({ isAllowed }) => isAllowed).length
      await server.stop()
    }
    assert.equal(allowed, limit, `within ${performance.now() - begun} ms`)
  })
})
