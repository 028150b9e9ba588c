import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { freePort } from '@plinth/testkit'
import type { Random } from '../src/random.ts'

export const manners = [
  'good',
  'slow',
  'flaky',
  'hanging',
  'dripping',
  'refusing',
  'resetting',
  'lying',
  'crowded',
  'gone',
  'stumbling',
] as const
/** How an endpoint answers while the storm lasts. */
export type Manner = (typeof manners)[number]

/** One POST, as its receiver wrote it down. */
export interface Entry {
  webhookId: string
  deliveryId: string
  attempt: number
  body: Buffer
  headers: IncomingMessage['headers']
  /** A whole 2xx was handed to the connection. */
  isTaken: boolean
}

export interface Receivers {
  /** The URL of an endpoint with these manners; `id` names its book. */
  url(id: string, manner: Manner): string
  book(id: string): readonly Entry[]
  /** From now on all of them answer 200 at once, those that refused connections too. */
  calm(): Promise<void>
  close(): Promise<void>
}

const dripEveryMs = 300
const slowMs = 1_200

/** The receivers of the whole storm, in the process that outlives it: one server, and a port that never answers. */
export async function startReceivers(random: Random): Promise<Receivers> {
  const books = new Map<string, Entry[]>()
  let isCalm = false
  const take = (req: IncomingMessage, res: ServerResponse) => {
    void received(req).then((body) => {
      if (body === undefined) return
      const [, manner = '', id = ''] = (req.url ?? '').split('/')
      const entry = entryOf(req, body)
      const book = books.get(id) ?? []
      book.push(entry)
      books.set(id, book)
      answer(isCalm ? 'good' : mannerOf(manner), entry, res, random)
    })
  }
  const server = createServer(take)
  const refusing = createServer(take)
  const [port, refusedPort] = [await listen(server, await freePort()), await freePort()]
  return {
    url: (id, manner) => `http://127.0.0.1:${manner === 'refusing' ? refusedPort : port}/${manner}/${id}`,
    book: (id) => books.get(id) ?? [],
    calm: async () => {
      isCalm = true
      await listen(refusing, refusedPort)
    },
    close: async () => {
      for (const one of [server, refusing]) {
        one.close()
        one.closeAllConnections()
      }
    },
  }
}

function answer(manner: Manner, entry: Entry, res: ServerResponse, random: Random): void {
  const accept = (status = 200) => {
    if (res.destroyed) return
    entry.isTaken = true
    res.writeHead(status).end()
  }
  // Now and then the bad ones are good: so what was late is not all taken at the end.
  const isBad = random.chance(0.8)
  const refuse = (status: number, headers = {}) => void res.writeHead(status, headers).end()
  const responses: Record<Manner, () => void> = {
    good: () => accept(random.pick([200, 201, 202, 204])),
    slow: () => void setTimeout(accept, slowMs),
    flaky: () => (random.chance(0.5) ? refuse(random.pick([500, 502, 503, 408])) : accept()),
    hanging: () => undefined,
    dripping: () => drip(res),
    // Its port has no listener while the storm lasts.
    refusing: () => res.destroy(),
    resetting: () => void res.socket?.resetAndDestroy(),
    lying: () => {
      res.writeHead(200, { 'content-length': '1000' }).write('not all of it')
      setTimeout(() => res.destroy(), 20)
    },
    crowded: () => refuse(429, { 'retry-after': '1' }),
    gone: () => refuse(410),
    // One call in a hundred.
    stumbling: () => (random.chance(0.0125) ? refuse(500) : accept()),
  }
  responses[isBad ? manner : 'good']()
}

function drip(res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/plain' })
  const timer = setInterval(() => (res.destroyed ? clearInterval(timer) : void res.write('.')), dripEveryMs)
}

function entryOf(req: IncomingMessage, body: Buffer): Entry {
  const header = (name: string) => String(req.headers[name] ?? '')
  return {
    webhookId: header('webhook-id'),
    deliveryId: header('x-webhook-delivery'),
    attempt: Number(header('x-webhook-attempt')),
    body,
    headers: req.headers,
    isTaken: false,
  }
}

async function received(req: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of req) chunks.push(chunk)
    return Buffer.concat(chunks)
  } catch {
    // Its sender was killed in the middle.
    return undefined
  }
}

const mannerOf = (word: string): Manner => manners.find((manner) => manner === word) ?? 'good'

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}
