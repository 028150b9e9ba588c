// The folder of an embedded server: how it is laid out, made and configured.
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isRunning } from '../../running-process.ts'
import type { Binaries } from './binaries.ts'
import { type Account, makeFolder, run } from './run-program.ts'

/** Contents of the folder of an embedded server. */
export interface Layout {
  root: string
  /** Data folder of PostgreSQL. */
  data: string
  /** File with the password of the superuser, mode 0600. */
  passwordFile: string
  /** Links to libraries, if an install script has not created them. */
  lib: string
}

export const superuser = 'plinth'

export function layoutOf(dataDir: string): Layout {
  const root = resolve(dataDir)
  return { root, data: join(root, 'data'), passwordFile: join(root, 'password'), lib: join(root, 'lib') }
}

/** Initialises a missing data folder under another name and renames it when complete, so that a kill leaves no incomplete folder. */
export async function ensureCluster(layout: Layout, binaries: Binaries, account: Account | undefined): Promise<void> {
  removeDrafts(layout)
  if (existsSync(join(layout.data, 'PG_VERSION'))) return
  makePassword(layout, account)
  const draft = `${layout.data}.${process.pid}`
  makeFolder(draft, account)
  const args = ['--pgdata', draft, '--username', superuser, '--pwfile', layout.passwordFile, '--auth', 'scram-sha-256']
  const locale = ['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8']
  const program = { program: binaries.initdb, args: [...args, ...locale], layout, binaries, account }
  const { exited } = await run({ ...program, onLine: () => undefined })
  const { code, lastWords } = await exited
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new Error(`PostgreSQL could not make its data folder: ${lastWords}`)
  }
  try {
    renameSync(draft, layout.data)
  } catch (err) {
    // Another process was faster; its cluster can be used.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(join(layout.data, 'PG_VERSION'))) throw err
  }
}

function removeDrafts(layout: Layout): void {
  for (const name of readdirSync(layout.root)) {
    const maker = /^data\.(\d+)$/.exec(name)?.[1]
    if (maker === undefined || (Number(maker) !== process.pid && isRunning(Number(maker)))) continue
    rmSync(join(layout.root, name), { recursive: true, force: true })
  }
}

function makePassword({ passwordFile }: Layout, account: Account | undefined): void {
  try {
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
    if (account !== undefined) chownSync(passwordFile, account.uid, account.gid)
  } catch (err) {
    if (!(err instanceof Error && 'code' in err && err.code === 'EEXIST')) throw err
  }
}

export function readPassword({ passwordFile }: Layout): string {
  try {
    return readFileSync(passwordFile, 'utf8').trim()
  } catch (cause) {
    throw new Error(`${passwordFile}, which holds the embedded database's password, cannot be read`, { cause })
  }
}

/** Settings of a small server for one process on one machine; fully durable (fsync and synchronous_commit stay on). */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  max_connections: '60',
  shared_buffers: '24MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '1',
  io_method: 'sync',
  huge_pages: 'off',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Clients report failed statements, and the values must not be logged.
  log_min_messages: 'fatal',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  cluster_name: 'plinth',
}

export const serverArguments = (dataDir: string, socketDir: string): string[] => [
  ...['-D', dataDir, '-c', `unix_socket_directories=${socketDir}`],
  ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
]

export interface SocketFolder {
  path: string
  remove(): void
}

// A socket's whole path fits 103 bytes on every system; its name and the lock file's take 25.
const pathBytesMax = 78

/** Returns the folder of the socket: beside the data, or in the temporary folder if that path is too long for a socket. */
export function socketFolder(layout: Layout, account: Account | undefined): SocketFolder {
  const beside = join(layout.root, 'run')
  if (Buffer.byteLength(beside) <= pathBytesMax) {
    makeFolder(beside, account)
    return { path: beside, remove: () => undefined }
  }
  const path = mkdtempSync(join(tmpdir(), 'plinth-'))
  if (account !== undefined) chownSync(path, account.uid, account.gid)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
