import { readdirSync, readFileSync } from 'node:fs'

// Linux counts in hundredths of a second.
const usPerTick = 10_000

/** Processor time of the processes so far, in µs; from /proc, so 0 where there is none. */
export function cpuUsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = fieldsOf(pid)
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * usPerTick
  }, 0)
}

/** This process' children that are Plinth by their title. */
function plinthChildren(): number[] {
  return allPids().filter((pid) => fieldsOf(pid)[1] === String(process.pid) && commandOf(pid).startsWith('plinth'))
}

/** What `start` starts, told by what is there after it and was not before. */
export async function withPids<T>(start: () => Promise<T>): Promise<{ started: T; pids: number[] }> {
  const before = new Set(plinthChildren())
  const started = await start()
  return { started, pids: plinthChildren().filter((pid) => !before.has(pid)) }
}

// The fields after the name, which may hold spaces: state, parent, …; user and system time are the 12th and 13th.
function fieldsOf(pid: number): string[] {
  const stat = contentOf(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

const commandOf = (pid: number): string => contentOf(`/proc/${pid}/cmdline`)

function allPids(): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').map(Number).filter(Number.isInteger)
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
