import { once } from 'node:events'
import { connect } from 'node:net'
import type { ServerKind } from './server.ts'

export const nats: ServerKind = {
  title: 'NATS',
  isForRoot: true,
  stopSignal: 'TERM',
  prepare: async () => undefined,
  args: (dataDir, port) => ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', dataDir],
  url: (port) => `nats://127.0.0.1:${port}`,
  ping: (port) => firstWord(port, '', 'INFO'),
}

export const redis: ServerKind = {
  title: 'Redis',
  isForRoot: true,
  stopSignal: 'TERM',
  prepare: async () => undefined,
  args: (dataDir, port, { isThrowaway }) => [
    ...['--bind', '127.0.0.1', '--port', String(port), '--dir', dataDir],
    ...(isThrowaway ? ['--save', '', '--appendonly', 'no'] : []),
  ],
  url: (port) => `redis://127.0.0.1:${port}`,
  ping: (port) => firstWord(port, 'PING\r\n', '+PONG'),
}

async function firstWord(port: number, greeting: string, expected: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  const signal = AbortSignal.timeout(2000)
  try {
    await once(socket, 'connect', { signal })
    socket.write(greeting)
    const [chunk] = await once(socket, 'data', { signal })
    if (!String(chunk).startsWith(expected)) throw new Error(`expected ${expected}, got ${String(chunk).slice(0, 80)}`)
  } finally {
    socket.destroy()
  }
}
