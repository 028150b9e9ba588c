import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

// Below what systems give to outgoing connections: one of those would hold a port that is needed again after a restart.
const first = 10_000
const end = 32_000
const given = new Set<number>()

/** A loopback port that nobody listens on now, another one each time. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(first, end)
    if (given.has(port)) continue
    given.add(port)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
