import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export type ServerName = 'postgres' | 'nats-server' | 'redis-server'

const debianPackage: Record<ServerName, string> = {
  postgres: 'postgresql',
  'nats-server': 'nats-server',
  'redis-server': 'redis-server',
}

/** The binary on the PATH or in Debian's folders (the newest PostgreSQL first); undefined when it is not installed. */
export function findBinary(name: ServerName): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return [...onPath, ...(name === 'postgres' ? postgresFolders() : ['/usr/sbin', '/usr/bin', '/usr/local/bin'])]
    .map((folder) => join(folder, name))
    .find(isExecutable)
}

function postgresFolders(): string[] {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return []
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => join(root, version, 'bin'))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** Installs a server from Debian's packages where that is possible: root, on a machine with apt-get. */
export function installBinary(name: ServerName, progress: (line: string) => void): string | undefined {
  const debian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version')
  if (!debian) return undefined
  const packageName = debianPackage[name]
  progress(`Installing ${packageName} from Debian's packages …`)
  aptGet(['update', '-q'])
  aptGet(['install', '-qy', '--no-install-recommends', packageName])
  return findBinary(name)
}

function aptGet(args: readonly string[]): void {
  // RUNLEVEL=1 keeps the packages' own services from starting on the well-known ports.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const done = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`)
}
