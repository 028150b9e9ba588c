import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Account, launch } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Layout } from './layout.ts'

export interface Run {
  readonly pid: number
  /** The exit, with what it said last. */
  readonly exited: Promise<{ code: number | null; lastWords: string }>
}

export interface RunOptions {
  program: string
  args: string[]
  layout: Layout
  binaries: Binaries
  account: Account | undefined
  env?: NodeJS.ProcessEnv
  onLine: (line: string) => void
}

/** A program of PostgreSQL in a process group of its own, so that Ctrl-C in a terminal is the parent's to handle. */
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

// Not 'close': what the server leaves behind may hold its pipes open.
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
  // A library found through one of our links looks for its own beside the link.
  const path = `${layout.lib}:${binaries.lib}`
  return { ...clean, LD_LIBRARY_PATH: path, DYLD_LIBRARY_PATH: path }
}

function splitLines(tell: (line: string) => void): (chunk: string) => void {
  let rest = ''
  return (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = (lines.pop() ?? '').slice(-4_096)
    for (const line of lines) if (line.trim() !== '') tell(line)
  }
}

function lastWords(lines: readonly string[]): string {
  const worst = lines.findLast((line) => /FATAL|PANIC|ERROR|error:/.test(line)) ?? lines.at(-1) ?? 'it said nothing'
  return worst.replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, '').trim()
}
