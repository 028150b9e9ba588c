import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

export interface ConnectProxy {
  port: number
  /** The requests so far. */
  asked: { authority: string | undefined; login: string | undefined }[]
  /** The status with which it answers for an authority; 200 opens a tunnel. */
  statusOf: (authority: string) => number
  close(): void
}

/** An HTTP proxy on loopback whose tunnels all lead to one port of this machine, whatever it is asked for. */
export async function connectProxy(receiverPort: number): Promise<ConnectProxy> {
  const sockets = new Set<Socket>()
  const server = createServer()
  const proxy: ConnectProxy = {
    port: 0,
    asked: [],
    statusOf: () => 200,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
  server.on('connect', ({ url = '', headers }, socket: Socket) => {
    proxy.asked.push({ authority: url, login: headers['proxy-authorization'] })
    sockets.add(socket)
    const statusCode = proxy.statusOf(url)
    if (statusCode !== 200) {
      socket.end(`HTTP/1.1 ${statusCode} No\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const onward = connect(receiverPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    sockets.add(onward)
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy.port = (server.address() as AddressInfo).port // a TCP server that listens has one
  return proxy
}
