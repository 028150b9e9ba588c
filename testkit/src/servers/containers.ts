import { accessSync, constants } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runAtEnd } from './keeper.ts'
import type { RunningServer, ServerOptions } from './server.ts'

export interface ServerSettings {
  /** Behind the server's own. */
  args?: readonly string[]
  env?: Readonly<Record<string, string>>
  /** A file that the server reads, and the argument that names it. */
  configFile?: { path: string; flag: string }
}

const image = (name: string, fallback: string) => process.env[`TEST_${name}_IMAGE`] || fallback
// A name, not a path: the engine makes the volume and keeps it.
const volume = (options: ServerOptions, target: string) =>
  options.dataDir === undefined ? [] : [{ source: volumeName(options.dataDir), target }]
const ports = (inside: number, { port }: ServerOptions) =>
  port === undefined ? inside : { container: inside, host: port }

interface Container {
  getId(): string
  stop(options?: { timeout?: number; remove?: boolean }): Promise<unknown>
}

const reaper = fileURLToPath(new URL('./remove-container.ts', import.meta.url))

async function running(title: string, url: string, container: Container): Promise<RunningServer> {
  // testcontainers' own reaper is one more image, and often switched off where images come from nowhere.
  runAtEnd([process.execPath, reaper, container.getId()])
  const { getContainerRuntimeClient } = await import('testcontainers')
  const own = (await getContainerRuntimeClient()).container.getById(container.getId())
  let exited: Promise<string> | undefined
  return {
    title,
    url,
    pid: undefined,
    // Asked when it is read: the engine's answer is waited for on a connection that keeps this process running.
    get exited() {
      exited ??= own.wait().then(
        ({ StatusCode }: { StatusCode: number }) => `exit code ${StatusCode}`,
        (err: unknown) => String(err),
      )
      return exited
    },
    pause: async () => void (await own.pause()),
    resume: async () => void (await own.unpause()),
    kill: async () => void (await container.stop({ timeout: 0 })),
    stop: async () => void (await container.stop({ timeout: 10_000 })),
  }
}

/** Is a container engine there? Asked of its socket, not of a client program. */
export function hasEngine(): boolean {
  if (process.env['DOCKER_HOST']) return true
  try {
    accessSync('/var/run/docker.sock', constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}

// testcontainers takes half a second to load: only who needs it pays.
export const containers = {
  async postgres(options: ServerOptions): Promise<RunningServer> {
    const { PostgreSqlContainer } = await import('@testcontainers/postgresql')
    const settings = ['max_connections=400', ...(options.isThrowaway ? ['fsync=off', 'full_page_writes=off'] : [])]
    const container = await new PostgreSqlContainer(image('POSTGRES', 'postgres:17'))
      .withDatabase('postgres')
      .withUsername('postgres')
      .withExposedPorts(ports(5432, options))
      .withBindMounts(volume(options, '/var/lib/postgresql/data'))
      .withCommand(['postgres', ...settings.flatMap((setting) => ['-c', setting])])
      .start()
    return running('PostgreSQL', container.getConnectionUri(), container)
  },
  async nats(options: ServerOptions): Promise<RunningServer> {
    const { NatsContainer } = await import('@testcontainers/nats')
    const container = await new NatsContainer(image('NATS', 'nats:2'))
      .withJetStream()
      .withArg('sd', '/data')
      .withExposedPorts(ports(4222, options))
      .withBindMounts(volume(options, '/data'))
      .start()
    const { user, pass } = container.getConnectionOptions()
    const login = user === undefined ? '' : `${user}:${pass ?? ''}@`
    return running('NATS', `nats://${login}${container.getHost()}:${container.getMappedPort(4222)}`, container)
  },
  async redis(options: ServerOptions): Promise<RunningServer> {
    const { RedisContainer } = await import('@testcontainers/redis')
    const container = await new RedisContainer(image('REDIS', 'redis:8'))
      .withExposedPorts(ports(6379, options))
      .withBindMounts(volume(options, '/data'))
      .start()
    return running('Redis', container.getConnectionUrl(), container)
  },
}

/** A server with a configuration of its own, where there is no binary. */
export async function startConfigured(
  name: 'nats' | 'redis',
  insidePort: number,
  port: number,
  { args = [], env = {}, configFile }: ServerSettings,
): Promise<RunningServer> {
  const { GenericContainer } = await import('testcontainers')
  const inside = '/etc/plinth-server.conf'
  const own = name === 'nats' ? ['-js', '-sd', '/data'] : ['redis-server']
  const file = configFile === undefined ? [] : [configFile.flag, inside]
  const container = await new GenericContainer(name === 'nats' ? image('NATS', 'nats:2') : image('REDIS', 'redis:8'))
    .withEnvironment({ ...env })
    .withCopyFilesToContainer(configFile === undefined ? [] : [{ source: configFile.path, target: inside }])
    .withCommand([...own, ...file, ...args])
    .withExposedPorts({ container: insidePort, host: port })
    .start()
  return running(
    name === 'nats' ? 'NATS' : 'Redis',
    `${name}://${container.getHost()}:${container.getMappedPort(insidePort)}`,
    container,
  )
}

function volumeName(dataDir: string): string {
  return dataDir.replaceAll(/[^a-zA-Z0-9]+/g, '-').replace(/^-/, '')
}
