import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { freePort } from '@plinth/testkit'

/** A receiver that misbehaves, and how the attempt must end. */
export interface BadReceiver {
  name: string
  scheme: 'http' | 'https'
  talk: (socket: Socket) => void
  outcome: string
  statusCode: number
  error: RegExp
  /** To be asked with. */
  timeoutMs: number
}

const head = (text: string) => text.replaceAll('\n', '\r\n')
const mebibyte = Buffer.alloc(1_048_576, 'x')
const chunk = Buffer.concat([Buffer.from('100000\r\n'), mebibyte, Buffer.from('\r\n')])

/** Writes as fast as the other side takes it, `times` over. */
function pour(socket: Socket, chunk: string | Buffer, times = Number.POSITIVE_INFINITY): void {
  let left = times
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      left--
      if (!socket.write(chunk)) return void socket.once('drain', more)
    }
  }
  more()
}

function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 20)
  socket.once('close', () => clearInterval(timer))
}

// A receiver that never ends meets the limit; one that ends is given as long as a busy machine may take.
const patienceMs = 60_000
const timeout = { outcome: 'timeout', statusCode: 0, error: /within \d+ ms|in time/, timeoutMs: 500 }
const broken = { outcome: 'connect', statusCode: 0, timeoutMs: patienceMs }

export const badReceivers: readonly BadReceiver[] = [
  {
    name: 'a body of 1 GB',
    scheme: 'http',
    talk: (socket) => {
      socket.write(head('HTTP/1.1 200 OK\nContent-Length: 1073741824\n\n'))
      pour(socket, mebibyte, 1_024)
    },
    ...{ outcome: 'ok', statusCode: 200, error: /^$/, timeoutMs: patienceMs },
  },
  {
    name: 'a body without end, in chunks, of a refusal',
    scheme: 'http',
    talk: (socket) => {
      socket.write(head('HTTP/1.1 503 Busy\nTransfer-Encoding: chunked\n\n'))
      pour(socket, chunk)
    },
    ...{ outcome: 'http', statusCode: 503, error: /answered 503/, timeoutMs: patienceMs },
  },
  {
    name: 'headers of 1 MB',
    scheme: 'http',
    talk: (socket) => {
      socket.write(head('HTTP/1.1 200 OK\n'))
      pour(socket, `X-Much: ${'x'.repeat(8_000)}\r\n`, 131)
    },
    ...{ ...broken, error: /headers were too large/ },
  },
  {
    name: 'headers that drip for ever',
    scheme: 'http',
    talk: (socket) => {
      socket.write(head('HTTP/1.1 200 OK\n'))
      drip(socket, 'X-A: b\r\n')
    },
    ...timeout,
  },
  {
    name: 'a body that drips for ever',
    scheme: 'http',
    talk: (socket) => {
      socket.write(head('HTTP/1.1 200 OK\nContent-Length: 1000000\n\n'))
      drip(socket, 'x')
    },
    // Its head is to come in time.
    ...{ ...timeout, statusCode: 200, timeoutMs: 10_000 },
  },
  {
    name: 'interim answers without end',
    scheme: 'http',
    talk: (socket) => drip(socket, head('HTTP/1.1 102 Processing\n\n')),
    ...timeout,
  },
  {
    name: 'a TLS handshake that never ends',
    scheme: 'https',
    // The head of a record of 16 KiB, and then a byte now and then.
    talk: (socket) => {
      socket.write(Buffer.from([22, 3, 3, 0x3f, 0xff]))
      drip(socket, '\x02')
    },
    ...timeout,
  },
  {
    name: 'a redirect to itself',
    scheme: 'http',
    talk: (socket) => void socket.write(head('HTTP/1.1 302 Found\nLocation: /in\nContent-Length: 0\n\n')),
    ...{ outcome: 'http', statusCode: 302, error: /answered 302/, timeoutMs: patienceMs },
  },
  {
    name: 'what is not HTTP',
    scheme: 'http',
    talk: (socket) => void socket.write('220 mail.example.com ESMTP\r\n'),
    ...{ ...broken, error: /not valid HTTP/ },
  },
]

export interface ListeningReceiver {
  url: string
  /** Requests that came. */
  requests(): number
  /** Connections that are open. */
  open(): number
  close(): void
}

/** A bad receiver on loopback: for each request that comes, it does its worst. */
export async function listen({ scheme, talk }: BadReceiver): Promise<ListeningReceiver> {
  const sockets = new Set<Socket>()
  let requests = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      if (scheme === 'http' && !chunk.includes('POST ')) return
      requests++
      talk(socket)
    })
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `${scheme}://127.0.0.1:${port}/in`,
    requests: () => requests,
    open: () => sockets.size,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
