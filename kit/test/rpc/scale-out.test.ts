import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { type RpcHost, rpcHost } from '../../src/rpc/index.ts'
import { silent } from './line.ts'
import { dialing } from './local-host.ts'
import { probeHandlers } from './probe-handlers.ts'
import { probeService } from './probe-service.ts'

describe('a part that is scaled, found by name', () => {
  for (const exchange of [true, false])
    it(`gets calls at a new replica without anybody's doing, and none is lost at one that goes, ${exchange ? 'by exchange' : 'unary'}`, async () => {
      const first = await replica('127.0.0.1', 0, 1)
      const second = await replica('127.0.0.2', first.port, 2)
      let ips = ['127.0.0.1']
      const options = { exchange, resolveName: async () => ips, limits: { resolveEveryMs: 30 } }
      await dialing(`dns:///identity-headless:${first.port}`, options, async ({ client }) => {
        const answered = async () => (await client.ask({ what: 'echo' })).pid
        const round = async () => new Set([await answered(), await answered(), await answered(), await answered()])
        assert.deepEqual(await round(), new Set([1]))

        ips = ['127.0.0.1', '127.0.0.2']
        await eventually(async () => assert.deepEqual(await round(), new Set([1, 2])))

        // As in a cluster: the name drops a pod that is being stopped, which then drains.
        ips = ['127.0.0.2']
        const draining = first.host.drain()
        for (let calls = 0; calls < 20; calls++) await answered()
        await draining
        assert.deepEqual(await round(), new Set([2]))
      })
      await Promise.all([first.host.close(), second.host.close()])
    })
})

async function replica(ip: string, wanted: number, pid: number): Promise<{ host: RpcHost; port: number }> {
  const host = rpcHost({ log: silent })
  const handlers = probeHandlers()
  host.expose(probeService, { ...handlers, ask: async (...args) => ({ ...(await handlers.ask(...args)), pid }) })
  const { port } = await host.listen({ host: ip, port: wanted })
  return { host, port }
}
