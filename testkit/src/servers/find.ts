import { type BinaryName, findBinary, installBinary } from './binaries.ts'
import { containers, hasEngine } from './containers.ts'
import { nats, redis } from './line-servers.ts'
import { postgres } from './postgres.ts'
import { runBinary } from './run-binary.ts'
import type { RunningServer, ServerKind, ServerOptions } from './server.ts'

export type Found = 'postgres' | 'nats' | 'redis'

const kinds: Record<Found, { kind: ServerKind; binary: BinaryName; image: string; variable: string }> = {
  postgres: { kind: postgres, binary: 'postgres', image: 'TEST_POSTGRES_IMAGE', variable: 'TEST_DATABASE_URL' },
  nats: { kind: nats, binary: 'nats-server', image: 'TEST_NATS_IMAGE', variable: 'TEST_NATS_URL' },
  redis: { kind: redis, binary: 'redis-server', image: 'TEST_REDIS_IMAGE', variable: 'TEST_REDIS_URL' },
}

export const serverUrlVariable = (name: Found): string => kinds[name].variable

/**
 * Starts a server of its own: in a container where an engine answers, else from a binary, else from Debian's packages.
 * Rejects with a sentence that says what to install.
 */
export async function startServer(
  name: Found,
  options: ServerOptions = {},
  progress: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): Promise<RunningServer> {
  const { kind, binary, image, variable } = kinds[name]
  // TEST_SERVERS=binaries: a loopback port of a container costs a copy of every byte in the engine's proxy.
  if (hasEngine() && process.env['TEST_SERVERS'] !== 'binaries') {
    try {
      return await containers[name](options)
    } catch (err) {
      progress(
        `${kind.title} did not start in a container (${sentence(err)}); looking for ${binary} instead. ${image} names another image.`,
      )
    }
  }
  const path = findBinary(binary) ?? installBinary(binary, progress)
  if (path !== undefined) return runBinary(kind, path, options)
  throw new Error(
    `No ${kind.title} was found: install ${binary} (Debian: apt-get install ${binary === 'postgres' ? 'postgresql' : binary}; ` +
      `macOS: brew install ${binary === 'postgres' ? 'postgresql@17' : binary.replace('redis-server', 'redis')}), start a container engine, or set ${variable}.`,
  )
}

/** The other way round: a binary is killed and back sooner than a container, and its store is easier to lose. */
export function startFromBinary(name: Found, options: ServerOptions): Promise<RunningServer> {
  const { kind, binary } = kinds[name]
  const path = findBinary(binary)
  return path === undefined ? startServer(name, options) : runBinary(kind, path, options)
}

const sentence = (err: unknown) => (err instanceof Error ? err.message : String(err)).split('\n')[0]
