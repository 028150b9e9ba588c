import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export type BinaryName =
  | 'postgres'
  | 'pgbench'
  | 'nats-server'
  | 'redis-server'
  | 'chromium'
  | 'chromium-headless-shell'
  | 'php'
  | 'python3'
  | 'kustomize'
  | 'docker-compose'
  | 'promtool'

/** Separated by spaces. */
const debianPackages: Record<BinaryName, string> = {
  postgres: 'postgresql',
  pgbench: 'postgresql',
  'nats-server': 'nats-server',
  'redis-server': 'redis-server',
  chromium: 'chromium',
  'chromium-headless-shell': 'chromium-headless-shell',
  php: 'php-cli php-curl',
  python3: 'python3',
  kustomize: 'kustomize',
  'docker-compose': 'docker-compose',
  promtool: 'prometheus',
}

/** The binary on the PATH or in Debian's folders (the newest PostgreSQL first); undefined when it is not installed. */
export function findBinary(name: BinaryName): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return [
    ...onPath,
    ...(name === 'postgres' || name === 'pgbench' ? postgresFolders() : ['/usr/sbin', '/usr/bin', '/usr/local/bin']),
  ]
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

/** A program that came with PostgreSQL of that major version; the one on the PATH where there is none. */
export const postgresProgram = (name: 'pg_dump' | 'pg_restore', major: number): string =>
  [`/usr/lib/postgresql/${major}/bin/${name}`].find(isExecutable) ?? name

/** Installs it from Debian's packages where that is possible: root, on a machine with apt-get. */
export function installBinary(name: BinaryName, progress: (line: string) => void): string | undefined {
  if (!isDebianRoot()) return undefined
  const packages = debianPackages[name]
  const { status, output } = installPackages(packages.split(' '), progress)
  if (status !== 0) throw new Error(`apt-get install ${packages} failed:\n${output}`)
  return findBinary(name)
}

/** Installs packages of Debian and tells how that ended. */
export function installPackages(names: readonly string[], progress: (line: string) => void): AptEnd {
  progress(`Installing ${names.join(' ')} from Debian's packages …`)
  // A list that cannot be fetched need not be the one that matters.
  aptGet(['update', '-q'])
  return aptGet(['install', '-qy', '--no-install-recommends', ...names])
}

interface AptEnd {
  status: number | null
  output: string
}

/** Whether packages of Debian can be installed here. */
export const isDebianRoot = (): boolean =>
  process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version')

function aptGet(args: readonly string[]): AptEnd {
  // RUNLEVEL=1 keeps the packages' own services from starting on the well-known ports.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const { status, stdout, stderr } = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    env,
    encoding: 'utf8',
  })
  return { status, output: `${stdout}${stderr}` }
}
