import { once } from 'node:events'
import { connect } from 'node:net'
import type { StopStep } from '@plinth/kit/db'
import type { ServerKind } from './server.ts'

// Redis does not end by SIGTERM while it cannot save its data: on a full disk, or in a folder that is gone.
const stopSteps: readonly StopStep[] = [
  ['SIGTERM', 10_000],
  ['SIGKILL', 60_000],
]

export const nats: ServerKind = {
  title: 'NATS',
  isForRoot: true,
  stopSteps,
  prepare: async () => undefined,
  args: (dataDir, port) => ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', dataDir],
  url: (port) => `nats://127.0.0.1:${port}`,
  ping: (port) => firstWord(port, '', /^INFO/),
}

export const redis: ServerKind = {
  title: 'Redis',
  isForRoot: true,
  stopSteps,
  prepare: async () => undefined,
  args: (dataDir, port, { isThrowaway }) => [
    ...['--bind', '127.0.0.1', '--port', String(port), '--dir', dataDir],
    ...(isThrowaway ? ['--save', '', '--appendonly', 'no'] : []),
  ],
  url: (port) => `redis://127.0.0.1:${port}`,
  // With users it answers too: that it wants one.
  ping: (port) => firstWord(port, 'PING\r\n', /^(\+PONG|-NOAUTH)/),
}

async function firstWord(port: number, greeting: string, expected: RegExp): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  const signal = AbortSignal.timeout(2000)
  try {
    await once(socket, 'connect', { signal })
    socket.write(greeting)
    const [chunk] = await once(socket, 'data', { signal })
    if (!expected.test(String(chunk))) throw new Error(`expected ${expected}, got ${String(chunk).slice(0, 80)}`)
  } finally {
    socket.destroy()
  }
}
