import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bodyOf } from '../server/received.ts'
import type { Crash, Crashes } from './crashes.ts'
import { type CuttingProxy, cuttingProxy } from './cutting-proxy.ts'
import { errorCalls } from './error-calls.ts'
import { cutAThird, cutNextWrite } from './fates.ts'
import { receivers } from './receivers.ts'
import { type Limits, makeTenant } from './tenants.ts'
import { type CountedWrites, thousandWrites } from './thousand-writes.ts'

export interface ControlServer {
  url: string
  /** Of each ledger that the program asked for. */
  countedWrites(): readonly CountedWrites[]
  close(): Promise<void>
}

interface Told {
  limits?: Limits
  cut?: 'next-write' | 'third'
  status?: number
}

/** The server that a program of any language calls during its journeys; for one program (README: its routes). */
export async function controlServer(
  plinth: { url: string; operatorKey: string },
  crashes: Crashes,
): Promise<ControlServer> {
  const hooks = receivers()
  const proxies: CuttingProxy[] = []
  const counted: CountedWrites[] = []
  const crashed = new Map<string, Crash>()

  const routes: Record<string, (told: Told, id: string, query: URLSearchParams) => Promise<unknown> | unknown> = {
    'POST /tenants': async ({ limits = 'none' }) => (await makeTenant(plinth, { limits })).told,
    'POST /errors': () => errorCalls(plinth),
    'POST /proxies': async ({ cut }) => {
      const proxy = await cuttingProxy(plinth.url, cut === 'third' ? cutAThird() : cutNextWrite())
      proxies.push(proxy)
      return { url: proxy.url }
    },
    'POST /receivers': () => hooks.open(),
    'GET /receivers/{id}/requests': (_, id, query) => hooks.requests(id, Number(query.get('count') ?? 1)),
    'POST /receivers/{id}/answer': ({ status = 200 }, id) => hooks.answer(id, status),
    'POST /crashes': async () => {
      const crash = await crashes.next()
      const id = String(crashed.size + 1)
      crashed.set(id, crash)
      const { end: _, ...told } = crash
      return { id, ...told }
    },
    'POST /crashes/{id}/end': async (_, id) => {
      await crashed.get(id)?.end()
      crashed.delete(id)
    },
    'POST /thousand-writes': async () => {
      const writes = await thousandWrites(plinth)
      proxies.push(writes.proxy)
      counted.push(writes)
      return writes.told
    },
  }

  const answer = async (request: IncomingMessage): Promise<[status: number, body: unknown]> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://control')
    const id = /\d+/.exec(pathname)?.[0] ?? ''
    const route = routes[`${request.method} ${pathname.replace(/\d+/, '{id}')}`]
    if (route === undefined) return [404, { error: `There is no ${request.method} ${pathname}.` }]
    const text = (await bodyOf(request)).toString('utf8')
    return [200, (await route(text === '' ? {} : JSON.parse(text), id, searchParams)) ?? {}]
  }

  const server = createServer(async (request, response) => {
    const [status, body] = await answer(request).catch((err: unknown) => [500, { error: String(err) }] as const)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // It listens on TCP, so it has one.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    countedWrites: () => counted,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await Promise.all([closed, hooks.close(), ...proxies.map((proxy) => proxy.stop())])
      await Promise.all([...crashed.values()].map((crash) => crash.end()))
    },
  }
}
