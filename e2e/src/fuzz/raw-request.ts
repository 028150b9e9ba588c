import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A request as bytes, so that it may be anything. */
export interface RawRequest {
  method: string
  /** As it stands in the request line. */
  target: string
  headers: [name: string, value: string][]
  body?: Buffer
  /** How the body travels; default: whole, with its length. */
  sending?: 'chunked' | 'truncated' | 'slow'
}

export interface RawAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  text: string
}

const answerMsMax = 60_000

/** Sends it on a connection of its own. Undefined: the connection was closed without an answer. Rejects on a hang. */
export async function sendRaw(url: string, request: RawRequest): Promise<RawAnswer | undefined> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => {
      reject(
        new Error(`no end of the answer in ${answerMsMax} ms to ${request.method} ${request.target.slice(0, 200)}`),
      )
      socket.destroy()
    }, answerMsMax)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      // It has no end: the first part is the answer.
      if (chunks.length <= 2 && isStream(parse(Buffer.concat(chunks), request.method))) socket.destroy()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(late)
      resolve()
    })
  })
  await write(socket, request)
  await ended
  return parse(Buffer.concat(chunks), request.method)
}

export const isStream = (answer: Pick<RawAnswer, 'headers'> | undefined): boolean =>
  answer?.headers['content-type']?.startsWith('text/event-stream') === true

async function write(socket: ReturnType<typeof connect>, request: RawRequest): Promise<void> {
  const { body = Buffer.alloc(0), sending } = request
  const lengths: [string, string][] =
    sending === 'chunked'
      ? [['Transfer-Encoding', 'chunked']]
      : body.length > 0 || request.method !== 'GET'
        ? [['Content-Length', String(body.length)]]
        : []
  const lines = [['Host', '127.0.0.1'], ['Connection', 'close'], ...request.headers, ...lengths]
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.write(Buffer.from(`${request.method} ${request.target} HTTP/1.1\r\n${head}\r\n`, 'latin1'))
  if (sending === 'chunked') {
    for (let at = 0; at < body.length; at += 7_000) socket.write(chunkOf(body.subarray(at, at + 7_000)))
    socket.write('0\r\n\r\n')
  } else if (sending === 'truncated') {
    socket.end(body.subarray(0, body.length >> 1))
  } else if (sending === 'slow') {
    for (const byte of body.subarray(0, 20)) {
      socket.write(Buffer.of(byte))
      await wait(1)
    }
    socket.write(body.subarray(20))
  } else if (body.length > 0) {
    socket.write(body)
  }
}

const chunkOf = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])

function parse(bytes: Buffer, method: string): RawAnswer | undefined {
  const text = bytes.toString('utf8')
  const at = text.indexOf('\r\n\r\n')
  if (at < 0) return undefined
  const [first = '', ...lines] = text.slice(0, at).split('\r\n')
  const status = Number(first.split(' ')[1])
  // "100 Continue" goes before the answer.
  if (status === 100) return parse(bytes.subarray(Buffer.byteLength(text.slice(0, at + 4))), method)
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  return { status, headers, text: text.slice(at + 4) }
}
