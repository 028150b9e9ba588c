import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Account that runs the server; PostgreSQL refuses to run as root. */
export interface Account {
  uid: number
  gid: number
}

/** Returns another account if this process runs as root: the owner of the data, otherwise `postgres` or `nobody`. */
export function serverAccount(dataDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const { uid, gid } = existsSync(dataDir) ? statSync(dataDir) : { uid: 0, gid: 0 }
  if (uid !== 0) return { uid, gid }
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody')
  return { uid: Number(account?.[2] ?? 65_534), gid: Number(account?.[3] ?? 65_534) }
}

/** Creates the folder with access only for the account. */
export function makeFolder(path: string, account: Account | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (account !== undefined) chownSync(path, account.uid, account.gid)
}

export interface Run {
  readonly pid: number
  /** Exit of the program, with its last output. */
  readonly exited: Promise<{ code: number | null; lastWords: string }>
}

export interface RunOptions {
  program: string
  args: string[]
  /** The data folder, and the one of our links to libraries. */
  layout: { data: string; lib: string }
  binaries: { lib: string; missingLinks: ReadonlyMap<string, string> }
  account: Account | undefined
  env?: NodeJS.ProcessEnv
  onLine: (line: string) => void
}

/** Runs a program of PostgreSQL in its own process group, so that only the parent handles Ctrl-C in a terminal. */
export async function run(options: RunOptions): Promise<Run> {
  const { program, layout, account } = options
  const how = launch(account, program, options.args, [program, layout.data])
  const child = spawn(how.command, how.args, {
    detached: true,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(options),
    ...(how.uid === undefined ? {} : { uid: how.uid, gid: how.gid }),
  })
  const lastLines: string[] = []
  const lines = (line: string) => {
    lastLines.push(line)
    if (lastLines.length > 20) lastLines.shift()
    options.onLine(line)
  }
  child.stdout.setEncoding('utf8').on('data', splitLines(lines))
  child.stderr.setEncoding('utf8').on('data', splitLines(lines))
  const exited = ending(child).then((code) => ({ code, lastWords: lastWords(lastLines) }))
  await once(child, 'spawn')
  if (child.pid === undefined) throw new Error(`${program} did not start`)
  return { pid: child.pid, exited }
}

// Not 'close': processes that the server leaves behind may keep its pipes open.
function ending(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', (code) => setImmediate(() => resolve(code)))
    child.once('error', () => resolve(null))
  })
}

function environment({ layout, binaries, env }: RunOptions): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env
  const clean = { PATH, TMPDIR, LC_ALL: 'C', TZ: 'UTC', ...env }
  if (binaries.missingLinks.size === 0) return clean
  // A library found through one of our links looks for its dependencies beside the link.
  const path = `${layout.lib}:${binaries.lib}`
  return { ...clean, LD_LIBRARY_PATH: path, DYLD_LIBRARY_PATH: path }
}

function splitLines(onLine: (line: string) => void): (chunk: string) => void {
  let rest = ''
  return (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = (lines.pop() ?? '').slice(-4_096)
    for (const line of lines) if (line.trim() !== '') onLine(line)
  }
}

function lastWords(lines: readonly string[]): string {
  const worst = lines.findLast((line) => /FATAL|PANIC|ERROR|error:/.test(line)) ?? lines.at(-1) ?? 'it wrote nothing'
  return worst.replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, '').trim()
}

const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path))

interface Launch {
  command: string
  args: string[]
  uid?: number
  gid?: number
}

/**
 * Returns how to run a program as the account.
 * @param reads Paths that the program must read. If setpriv is available, a capability opens folders that the account cannot enter.
 */
function launch(account: Account | undefined, program: string, args: string[], reads: readonly string[]): Launch {
  // The server ends with its parent in every case: setpriv sets the signal, and the kernel sends it.
  const leash = setpriv === undefined ? [] : ['--pdeathsig', 'INT']
  if (account === undefined)
    return setpriv === undefined ? { command: program, args } : { command: setpriv, args: [...leash, program, ...args] }
  const closed = reads.map((path) => closedFolder(path, account)).find((folder) => folder !== undefined)
  if (setpriv === undefined) {
    if (closed === undefined) return { command: program, args, ...account }
    throw new Error(
      `root cannot run PostgreSQL, and the account that can (uid ${account.uid}) cannot enter ${closed}; run as another user, or move the folder`,
    )
  }
  const capability = closed === undefined ? [] : ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override']
  const identity = ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups']
  return { command: setpriv, args: [...identity, ...capability, ...leash, program, ...args] }
}

function closedFolder(path: string, { uid, gid }: Account): string | undefined {
  const parent = dirname(path)
  if (parent === path) return undefined
  const above = closedFolder(parent, { uid, gid })
  if (above !== undefined) return above
  const folder = statSync(parent)
  const mask = folder.uid === uid ? 0o100 : folder.gid === gid ? 0o010 : 0o001
  return (folder.mode & mask) === 0 ? parent : undefined
}
