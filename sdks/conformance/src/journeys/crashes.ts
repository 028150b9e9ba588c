import type { Topology } from '../../../../e2e/src/topology.ts'
import { cuttingProxy, isWrite } from './cutting-proxy.ts'
import { makeTenant, type TenantAccess } from './tenants.ts'

export interface Crash extends TenantAccess {
  url: string
  end(): Promise<void>
}

/** Gives turns at one Plinth that is killed and started again; it is started by the first. */
export interface Crashes {
  next(): Promise<Crash>
  stop(): Promise<void>
}

export function crashes(start: () => Promise<Topology>): Crashes {
  let starting: Promise<Topology> | undefined
  let last = Promise.resolve()
  let turns = 0
  return {
    async next() {
      const before = last
      const over = Promise.withResolvers<void>()
      last = over.promise
      await before
      starting ??= start()
      const plinth = await starting
      const { told } = await makeTenant(plinth)
      const proxy = await crashingProxy(plinth, ++turns % 2 === 1 ? 'on its way' : 'after its commit')
      return {
        ...told,
        url: proxy.url,
        async end() {
          await proxy.stop()
          over.resolve()
        },
      }
    },
    async stop() {
      await (await starting)?.stop()
    },
  }
}

/** Kills the server by the first write, starts it again, and holds what comes meanwhile until it is ready. */
async function crashingProxy(plinth: Topology, when: 'on its way' | 'after its commit') {
  let isKilled = false
  let ready = Promise.resolve()
  const killAndStart = async () => {
    isKilled = true
    const killed = plinth.kill('gateway')
    ready = killed.then(() => plinth.start('gateway'))
    // Its reader gets the error; it must not end the process before.
    ready.catch(() => undefined)
    await killed
  }
  const proxy = await cuttingProxy(plinth.url, {
    async onRequest(method, isSent) {
      await ready
      if (isKilled || !isWrite(method) || when !== 'on its way') return
      isKilled = true
      void isSent.then(killAndStart)
    },
    async onAnswer(method) {
      if (isKilled || !isWrite(method) || when !== 'after its commit') return 'pass'
      await killAndStart()
      return 'reset'
    },
  })
  return {
    url: proxy.url,
    async stop() {
      await ready
      await proxy.stop()
    },
  }
}
