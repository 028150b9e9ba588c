import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

// Below what systems give to outgoing connections: one of those would hold a port that is needed again after a restart.
const first = 10_000
const end = 32_000
const blockSize = 50
// fetch refuses the first, Plinth's webhooks the others.
const refused = new Set([10_080, 10_250, 10_255, 11_211, 15_672, 16_379, 25_565, 26_379, 27_017])

let block: Promise<number[]> | undefined

/**
 * A loopback port without a listener, another one each time. No other process is given it while this one lives,
 * so what is killed can be started again where it was.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    block ??= claimBlock()
    const own = block
    const port = (await own).shift()
    if (port === undefined) {
      if (block === own) block = undefined
      continue
    }
    const server = await listen(port)
    if (server === undefined) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

/** The ports behind one that this process listens on for as long as it lives: who finds it taken looks elsewhere. */
async function claimBlock(): Promise<number[]> {
  for (;;) {
    const sign = first + randomInt((end - first) / blockSize) * blockSize
    const server = await listen(sign)
    if (server === undefined) continue
    server.unref()
    return Array.from({ length: blockSize - 1 }, (_, at) => sign + 1 + at).filter((port) => !refused.has(port))
  }
}

async function listen(port: number): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy())
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
    return server
  } catch (err) {
    if (err instanceof Error && 'code' in err && err.code === 'EADDRINUSE') return undefined
    throw err
  }
}
