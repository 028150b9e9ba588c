// A Redis that answers and decides nothing: as a failover, a full server and a wrong address show it.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { redisLimiter } from '@plinth/kit/limiter'
import { openLog } from '@plinth/kit/log'
import { configuredServer, eventually, tcpProxy } from '@plinth/testkit'
import { Redis } from 'ioredis'
import { freshBucket, hour } from './limiter.contract.ts'

interface Fault {
  args?: readonly string[]
  begin: (admin: Redis) => Promise<unknown>
  end: (admin: Redis) => Promise<unknown>
  /** In /readyz, in the log, and at a start that is refused. */
  says: RegExp
  remedy: RegExp
  starts: boolean
}

const beReplica = (admin: Redis) => admin.call('REPLICAOF', '127.0.0.1', '1')
const bePrimary = (admin: Redis) => admin.call('REPLICAOF', 'NO', 'ONE')
const set = (name: string, value: string) => (admin: Redis) => admin.config('SET', name, value)

const faults: Record<string, Fault> = {
  'was demoted': {
    begin: beReplica,
    end: bePrimary,
    says: /is a replica \(READONLY /,
    remedy: /lead to the primary/,
    starts: false,
  },
  'was demoted, and hides what it holds': {
    args: ['--replica-serve-stale-data', 'no'],
    begin: beReplica,
    end: bePrimary,
    says: /is a replica \(MASTERDOWN /,
    remedy: /lead to the primary/,
    starts: false,
  },
  'is full': {
    begin: set('maxmemory', '1000'),
    end: set('maxmemory', '0'),
    says: /is full \(OOM /,
    remedy: /maxmemory/,
    starts: true,
  },
  'has lost its replicas': {
    begin: set('min-replicas-to-write', '1'),
    end: set('min-replicas-to-write', '0'),
    says: /has too few replicas.* \(NOREPLICAS /,
    remedy: /start its replicas/,
    starts: true,
  },
}

describe('Redis limiter, at a Redis that decides nothing for now', () => {
  for (const [title, { args = [], begin, end, says, remedy, starts }] of Object.entries(faults)) {
    it(`says so where Redis ${title}, in the log too, and goes on by itself`, async () => {
      const lines: string[] = []
      const log = openLog({ level: 'warn', name: 'test', stream: { write: (line) => void lines.push(line) } })
      const server = await configuredServer('redis', { args })
      const admin = new Redis(server.url)
      const limiter = await redisLimiter({ url: server.url, log })
      try {
        await begin(admin)
        assert.equal((await limiter.take([hour(freshBucket(), 5)])).isAllowed, true)
        await eventually(() => assert.rejects(limiter.ready(), says))
        await assert.rejects(limiter.ready(), remedy)
        await eventually(() => {
          const [line] = lines.filter((one) => says.test(one))
          assert.match(line ?? '', remedy)
        })
        const starting = redisLimiter({ url: server.url, log: openLog({ level: 'silent', name: 'test' }) })
        if (starts) await (await starting).close()
        else await assert.rejects(starting, says)
        await end(admin)
        await eventually(() => limiter.ready(), { timeoutMs: 30_000 })
        assert.equal(lines.filter((one) => says.test(one)).length, 1)
      } finally {
        await limiter.close()
        admin.disconnect()
        await server.stop()
      }
    })
  }

  for (const hidesData of ['no', 'yes']) {
    it(`goes to the new primary once the address leads there (the old one hides its data: ${hidesData})`, async () => {
      const args = ['--replica-serve-stale-data', hidesData === 'yes' ? 'no' : 'yes']
      const old = await configuredServer('redis', { args })
      const next = await configuredServer('redis', {})
      const address = await tcpProxy(new URL(old.url).host)
      const admin = new Redis(old.url)
      const silent = openLog({ level: 'silent', name: 'test' })
      const limiter = await redisLimiter({ url: `redis://${address.address}`, log: silent })
      try {
        const policies = [hour(freshBucket(), 5)]
        await limiter.take(policies)
        await beReplica(admin)
        await limiter.take(policies)
        await eventually(() => assert.rejects(limiter.ready(), /is a replica/))
        // The connection to the old one stays open.
        address.turn(new URL(next.url).host)
        await eventually(() => limiter.ready(), { timeoutMs: 30_000 })
        const decision = await limiter.take(policies)
        assert.equal(decision.states[0]?.remaining, 2)
      } finally {
        await limiter.close()
        admin.disconnect()
        await address.stop()
        await Promise.all([old.stop(), next.stop()])
      }
    })
  }
})
