// Ends test files that compute without end, which never come to their own timer (file-bound.ts). The runner does: a thread in
// each file would cost 80 ms of processor time.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const variable = 'TEST_RUNNING_FILES'
const runnerVariable = 'TEST_RUNNER_PID'
const lookEveryMs = 1_000

/**
 * False in a process that a test file forks, which inherits the arguments of Node.js and the environment: the runner hears of
 * no end of it, and its process id may be another's soon.
 */
export const isFileOfRunner = (): boolean => process.ppid === Number(process.env[runnerVariable])

/** In a file's process: tells the runner to end it after so many ms, unless it has ended. */
export function endAfter(ms: number, file: string): void {
  const folder = process.env[variable]
  if (folder === undefined) return
  const path = join(folder, `${process.pid}-${ms}`)
  writeFileSync(path, resolve(file))
  process.on('exit', () => rmSync(path, { force: true }))
}

export interface OverdueFiles {
  /** To be called for each file that has ended: one that was killed tells nothing, and its process id may be another's soon. */
  ended(file: string): void
}

/** In the runner, before it starts files: ends each file's process once its time is over, and says so on standard error. */
export function endOverdueFiles(): OverdueFiles {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-running-'))
  process.env[variable] = folder
  process.env[runnerVariable] = String(process.pid)
  const running = () =>
    namesIn(folder).map((name) => {
      const [pid = 0, ms = 0] = name.split('-').map(Number)
      return { pid, ms, path: join(folder, name) }
    })
  // Since when this process, by a clock that nobody sets, has seen a file's entry.
  const seenMs = new Map<string, number>()
  setInterval(() => {
    for (const { pid, ms, path } of running()) {
      const sinceMs = seenMs.get(path) ?? performance.now()
      seenMs.set(path, sinceMs)
      if (performance.now() - sinceMs < ms) continue
      const file = textOf(path)
      if (file === undefined) continue
      rmSync(path, { force: true })
      process.stderr.write(`${file} did not come to an end.\n`)
      kill(pid)
    }
  }, lookEveryMs).unref()
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return {
    ended(file) {
      for (const { path } of running()) if (textOf(path) === resolve(file)) rmSync(path, { force: true })
    },
  }
}

/** None where something removed the folder: files that compute without end are ended by the runner's own limit then. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** undefined where the file's process has ended meanwhile. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
