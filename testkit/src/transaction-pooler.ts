import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

const sslRequest = 80_877_103
const authenticationOk = Buffer.from('R\0\0\0\x08\0\0\0\0', 'latin1')
const isIdle = Buffer.from('Z\0\0\0\x05I', 'latin1')

/**
 * A pooler of PostgreSQL in transaction mode, as far as queries without values go: all its connections have one session in turn.
 * @param url A database that asks for no password.
 */
export async function transactionPooler(url: string): Promise<{ url: string; stop(): Promise<void> }> {
  const target = new URL(url)
  const session = await openSession(target)
  const clients = new Set<Socket>()
  let turn = Promise.resolve()
  const pooler = createServer((client) => {
    clients.add(client)
    client.on('error', () => undefined).on('close', () => clients.delete(client))
    let hasStarted = false
    onMessages(client, (message) => {
      if (hasStarted) {
        if (message[0] === 'X'.charCodeAt(0)) client.end()
        else turn = turn.then(() => session.ask(message, client))
      } else if (message.readInt32BE(4) === sslRequest) client.write('N')
      else {
        hasStarted = true
        client.write(Buffer.concat([authenticationOk, isIdle]))
      }
      return hasStarted
    })
  })
  pooler.listen(0, '127.0.0.1')
  await once(pooler, 'listening')
  const own = new URL(url)
  own.hostname = '127.0.0.1'
  own.port = String((pooler.address() as AddressInfo).port)
  return {
    url: own.href,
    async stop() {
      const closed = once(pooler, 'close')
      pooler.close()
      for (const client of clients) client.destroy()
      session.end()
      await closed
    },
  }
}

interface Session {
  /** Passes one query on, and its answer to the client. */
  ask(message: Buffer, client: Socket): Promise<void>
  end(): void
}

async function openSession({ hostname, port, username, pathname }: URL): Promise<Session> {
  const server = connect({ host: hostname, port: Number(port) })
  let answered = Promise.withResolvers<void>()
  let receiver: Socket | undefined
  onMessages(
    server,
    (message) => {
      receiver?.write(message)
      if (message[0] === 'Z'.charCodeAt(0)) answered.resolve()
      return true
    },
    true,
  )
  const words = Buffer.from(`user\0${username}\0database\0${pathname.slice(1)}\0\0`)
  const head = Buffer.alloc(8)
  head.writeInt32BE(words.length + 8, 0)
  head.writeInt32BE(196_608, 4)
  server.write(Buffer.concat([head, words]))
  await answered.promise
  return {
    ask(message, client) {
      answered = Promise.withResolvers<void>()
      receiver = client
      server.write(message)
      return answered.promise
    },
    end: () => server.destroy(),
  }
}

/** Calls with each whole message. Those before the start of a session have no letter in front of their length. */
function onMessages(socket: Socket, take: (message: Buffer) => boolean, hasLetter = false): void {
  let rest = Buffer.alloc(0)
  let lettered = hasLetter
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const at = lettered ? 1 : 0
      if (rest.length < at + 4) return
      const size = at + rest.readInt32BE(at)
      if (rest.length < size) return
      const message = rest.subarray(0, size)
      rest = rest.subarray(size)
      lettered = take(message)
    }
  })
}
