import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface TcpProxy {
  /** "127.0.0.1:40123". */
  readonly address: string
  /** Passes no bytes on any more, in neither direction, silently: connections stay open, new ones are accepted. */
  cut(): void
  /** Passes on what has waited, in its order, and all that follows. */
  mend(): void
  /** Passes no bytes on any more in the connections there are, silently and for good: new ones work. */
  forget(): void
  /** Ends the connections there are. */
  reset(): void
  /** New connections go to another server, as after a change of a name; those that there are stay where they are. */
  turn(target: string): void
  stop(): Promise<void>
}

interface Link {
  client: Socket
  server: Socket
}

/** Stands between a client and the server at `target` ("127.0.0.1:4222"), so that a test may part them. */
export async function tcpProxy(target: string): Promise<TcpProxy> {
  let server = new URL(`tcp://${target}`)
  const links = new Set<Link>()
  const forgotten = new Set<Link>()
  let isCut = false
  const join = ({ client, server }: Link) => {
    client.pipe(server)
    server.pipe(client)
  }
  const part = ({ client, server }: Link) => {
    client.unpipe(server)
    server.unpipe(client)
  }
  const proxy = createServer({ noDelay: true }, (client) => {
    const link = { client, server: connect({ host: server.hostname, port: Number(server.port), noDelay: true }) }
    links.add(link)
    for (const [one, other] of [
      [link.client, link.server],
      [link.server, link.client],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => {
        links.delete(link)
        forgotten.delete(link)
        other.destroy()
      })
    }
    if (!isCut) join(link)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const reset = () => {
    for (const { client, server } of [...links, ...forgotten]) {
      client.destroy()
      server.destroy()
    }
  }
  return {
    // It listens on TCP, so it has one.
    address: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cut() {
      isCut = true
      links.forEach(part)
    },
    mend() {
      if (isCut) links.forEach(join)
      isCut = false
    },
    forget() {
      for (const link of links) {
        part(link)
        links.delete(link)
        forgotten.add(link)
      }
    },
    reset,
    turn(next) {
      server = new URL(`tcp://${next}`)
    },
    async stop() {
      const closed = once(proxy, 'close')
      proxy.close()
      reset()
      await closed
    },
  }
}
