import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { type Client, type RpcDialer, type RpcLimits, rpcDialer, rpcHost } from '../../src/rpc/index.ts'
import { type CalleeProcess, startCallee } from './callee.ts'
import { failure } from './failure.ts'
import { silent } from './line.ts'
import { newService, probeService } from './probe-service.ts'

type ProbeClient = Client<typeof probeService>

/** Promises of calls over TCP to a part with several replicas. */
export function spreadContract(name: string, exchange: boolean): void {
  const withReplicas = async (
    count: number,
    run: (client: ProbeClient, replicas: CalleeProcess[], dialer: RpcDialer) => Promise<void>,
    limits: Partial<RpcLimits> = {},
    ofReleaseBefore = 0,
  ) => {
    const replicas = await Promise.all(
      Array.from({ length: count }, (_, at) =>
        startCallee({ host: { limits }, isOfReleaseBefore: at < ofReleaseBefore }),
      ),
    )
    const identity = `ipv4:${replicas.map(({ address }) => address).join(',')}`
    const dialer = rpcDialer({ host: rpcHost({ log: silent }), addresses: { identity }, exchange, log: silent, limits })
    const client = dialer.dial('identity', probeService)
    try {
      await allAnswer(client, replicas)
      await run(client, replicas, dialer)
    } finally {
      dialer.close()
      await Promise.all(replicas.map((replica) => replica.kill()))
    }
  }

  describe(`${name}: several replicas`, () => {
    it('take turns', () =>
      withReplicas(3, async (client, replicas) => {
        const pids: number[] = []
        for (let index = 0; index < 30; index++) pids.push((await client.ask({ what: 'echo' })).pid)
        for (const { pid } of replicas) assert.equal(pids.filter((answered) => answered === pid).length, 10)
      }))

    it('lose no call when one of them drains, and the drained process ends by itself', () =>
      withReplicas(2, async (client, [first, second]) => {
        assert.ok(first && second)
        const load = steadyLoad(client, 32, { what: 'wait', delayMs: 3 })
        await eventually(() => assert.ok(load.answered() > 200))
        const firstPid = first.pid
        await first.drain()
        const atDrain = load.answered()
        await eventually(() => assert.ok(load.answered() > atDrain + 500))
        const { codes, pids } = await load.stop()
        assert.deepEqual(codes, [])
        assert.deepEqual(new Set(pids), new Set([firstPid, second.pid]))
        assert.equal(new Set(pids.slice(-100)).size, 1)
      }))

    it('lose no call when all of them are replaced one after the other', () =>
      withReplicas(2, async (client, replicas) => {
        const load = steadyLoad(client, 16, { what: 'wait', delayMs: 2 })
        for (const replica of replicas) {
          await replica.drain()
          await replica.start()
          await allAnswer(client, replicas)
        }
        assert.deepEqual((await load.stop()).codes, [])
      }))

    it('lose only what was in flight when one of them is killed, and take turns again when it is back', () =>
      withReplicas(2, async (client, replicas) => {
        const [first] = replicas
        assert.ok(first)
        const load = steadyLoad(client, 32, { what: 'wait', delayMs: 3 })
        await eventually(() => assert.ok(load.answered() > 200))
        await first.kill()
        const atKill = load.answered()
        await eventually(() => assert.ok(load.answered() > atKill + 1_000))
        const { codes } = await load.stop()
        assert.ok(codes.length <= 32, `${codes.length} calls failed`)
        assert.deepEqual(new Set(codes), new Set(codes.length > 0 ? ['SERVICE_UNAVAILABLE'] : []))
        await first.start()
        await allAnswer(client, replicas)
      }))

    it('answer for one that stalls, and its connection is given up', () =>
      withReplicas(
        2,
        async (client, [first, second]) => {
          assert.ok(first && second)
          first.pause()
          try {
            const failed = await failure(
              Promise.all([1, 2].map(() => client.ask({ what: 'echo' }, { timeoutMs: 600_000 }))),
            )
            assert.equal(failed.code, 'SERVICE_UNAVAILABLE')
            for (let index = 0; index < 10; index++) assert.equal((await client.ask({ what: 'echo' })).pid, second.pid)
          } finally {
            first.resume()
          }
          await allAnswer(client, [first, second])
        },
        // A busy machine keeps even a healthy replica's answer waiting for some time.
        { keepaliveMs: { time: 200, timeout: 2_500 }, connectTimeoutMs: 2_500 },
      ))

    it('of which one is of the release before: the others serve what it does not know', () =>
      withReplicas(
        2,
        async (client, [before, now], dialer) => {
          assert.ok(before && now)
          const added = dialer.dial('identity', newService)
          for (let index = 0; index < 10; index++) assert.equal((await added.ask({ what: 'echo' })).pid, now.pid)
          await now.kill()
          await eventually(async () => {
            assert.match((await failure(added.ask({ what: 'echo' }))).message, /of the release before/)
          })
          assert.equal((await client.ask({ what: 'echo' })).pid, before.pid)
        },
        {},
        1,
      ))

    it('are found by name', async () => {
      const replica = await startCallee()
      const identity = `dns:///localhost:${replica.address.split(':')[1]}`
      const dialer = rpcDialer({ host: rpcHost({ log: silent }), addresses: { identity }, exchange, log: silent })
      try {
        const { pid } = await dialer.dial('identity', probeService).ask({ what: 'echo' })
        assert.equal(pid, replica.pid)
      } finally {
        dialer.close()
        await replica.kill()
      }
    })
  })
}

async function allAnswer(client: ProbeClient, replicas: readonly CalleeProcess[]): Promise<void> {
  const missing = new Set(replicas.map(({ pid }) => pid))
  await eventually(async () => {
    missing.delete((await client.ask({ what: 'echo' })).pid)
    assert.equal(missing.size, 0)
  })
}

/** So many callers, each asking again as soon as it has its answer. */
function steadyLoad(client: ProbeClient, callers: number, asked: Parameters<ProbeClient['ask']>[0]) {
  const pids: number[] = []
  const codes: string[] = []
  let isOver = false
  const caller = async () => {
    while (!isOver) {
      await client.ask(asked, { timeoutMs: 60_000 }).then(
        ({ pid }) => pids.push(pid),
        (err) => codes.push(err.code),
      )
    }
  }
  const done = Promise.all(Array.from({ length: callers }, caller))
  return {
    answered: () => pids.length,
    async stop() {
      isOver = true
      await done
      return { pids, codes }
    },
  }
}
