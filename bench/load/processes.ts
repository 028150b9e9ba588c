import { readdirSync, readFileSync } from 'node:fs'

// Everything here is read from /proc: on other systems there are no processes and no figures.

// Linux counts in hundredths of a second.
const usPerTick = 10_000

/** Processor time of the processes so far, in µs. */
export function cpuUsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = fieldsOf(pid)
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * usPerTick
  }, 0)
}

/**
 * Processor time of PostgreSQL so far, in µs: of the server that this backend belongs to, its other processes, and those that
 * have ended. NaN for a server in a container, whose numbers of processes are others.
 */
export function postgresCpuUs(backend: number): number {
  const parent = parentOf(backend)
  if (!commandOf(parent).includes('postgres')) return Number.NaN
  const fields = fieldsOf(parent)
  const ofEnded = (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * usPerTick
  return cpuUsOf([parent, ...allPids().filter((pid) => parentOf(pid) === parent)]) + ofEnded
}

/** The process that serves this URL, by the port in its command line. */
export function listenerOf(url: string): number {
  const { port } = new URL(url)
  return (
    allPids().find((pid) =>
      commandOf(pid)
        .split('\0')
        .some((argument) => argument.endsWith(port)),
    ) ?? 0
  )
}

/** Resident memory of one process, shared pages counted whole. */
export const rssMb = (pid: number): number => memoryMb(pid, 'Rss')

/** Memory of a process's descendants, each shared page divided among those who share it. */
export function descendantsPssMb(pid: number): number {
  const parents = allPids().map((child) => [child, parentOf(child)] as const)
  const below = (parent: number): number[] =>
    parents.flatMap(([child, of]) => (of === parent ? [child, ...below(child)] : []))
  return below(pid).reduce((sum, child) => sum + memoryMb(child, 'Pss'), 0)
}

/** Starts a Plinth; its processes are the children that are there afterwards and were not before. */
export async function withPids<T>(start: () => Promise<T>): Promise<{ started: T; pids: number[] }> {
  const before = new Set(plinthChildren())
  const started = await start()
  return { started, pids: plinthChildren().filter((pid) => !before.has(pid)) }
}

/** Of these processes the one that runs the part. */
export const pidOfPart = (pids: readonly number[], part: string): number | undefined =>
  pids.find((pid) => commandOf(pid).includes(`--target=${part}`))

const plinthChildren = (): number[] =>
  allPids().filter((pid) => parentOf(pid) === process.pid && commandOf(pid).startsWith('plinth'))

function allPids(): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').map(Number).filter(Number.isInteger)
}

// The fields after the name, which may hold spaces: state, parent, …; user and system time are the 12th and 13th.
function fieldsOf(pid: number): string[] {
  const stat = contentOf(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

const parentOf = (pid: number): number => Number(fieldsOf(pid)[1])

const commandOf = (pid: number): string => contentOf(`/proc/${pid}/cmdline`)

function memoryMb(pid: number, field: 'Rss' | 'Pss'): number {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(contentOf(`/proc/${pid}/smaps_rollup`))
  return Number(line?.[1] ?? Number.NaN) / 1_024
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
