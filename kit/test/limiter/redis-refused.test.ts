import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { redisLimiter } from '@plinth/kit/limiter'
import { openLog } from '@plinth/kit/log'
import { configuredServer, eventually } from '@plinth/testkit'
import { Redis } from 'ioredis'

const log = openLog({ level: 'silent', name: 'test' })

async function withRedis(
  args: readonly string[],
  url: (server: URL) => void,
  fn: (admin: Redis, url: string) => Promise<void>,
) {
  const server = await configuredServer('redis', { args })
  const own = new URL(server.url)
  url(own)
  const admin = new Redis(own.href)
  try {
    await fn(admin, own.href)
  } finally {
    admin.disconnect()
    await server.stop()
  }
}

describe('Redis limiter, at a Redis that it cannot use', () => {
  it('does not start at a cluster, where each caller has its limits elsewhere', async () => {
    await withRedis(
      ['--cluster-enabled', 'yes'],
      () => undefined,
      async (admin, url) => {
        await admin.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383')
        await eventually(async () => assert.match(String(await admin.call('CLUSTER', 'INFO')), /cluster_state:ok/))
        await assert.rejects(
          redisLimiter({ url, log }),
          /is a cluster, .*: name a Redis without cluster mode in REDIS_URL/,
        )
      },
    )
  })

  it('says while it runs that its password is no longer taken, until it is', async () => {
    const withPassword = (url: URL) => {
      url.password = 'first'
    }
    await withRedis(['--requirepass', 'first'], withPassword, async (admin, url) => {
      const limiter = await redisLimiter({ url, log })
      const setPassword = async (password: string) => {
        await admin.config('SET', 'requirepass', password)
        await admin.call('CLIENT', 'KILL', 'TYPE', 'normal')
      }
      try {
        await setPassword('second')
        await eventually(() => assert.rejects(limiter.ready(), /denies the user of REDIS_URL \(WRONGPASS.*from memory/))
        await setPassword('first')
        await eventually(() => limiter.ready(), { timeoutMs: 30_000 })
      } finally {
        await limiter.close()
      }
    })
  })

  it('warns at the start of a Redis that forgets limits when it is full, and of no other', async () => {
    const warningsWith = async (...args: string[]) => {
      const lines: string[] = []
      const said = openLog({ level: 'warn', name: 'test', stream: { write: (line) => void lines.push(line) } })
      await withRedis(
        args,
        () => undefined,
        async (_admin, url) => (await redisLimiter({ url, log: said })).close(),
      )
      return lines
    }
    const [line, ...others] = await warningsWith('--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru')
    assert.match(line ?? '', /"policy":"allkeys-lru".*set its maxmemory-policy to noeviction/)
    assert.deepEqual(others, [])
    assert.deepEqual(await warningsWith('--maxmemory', '100mb', '--maxmemory-policy', 'noeviction'), [])
    assert.deepEqual(await warningsWith('--maxmemory-policy', 'allkeys-lru'), [])
  })
})
