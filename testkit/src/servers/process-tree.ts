import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Signals a process and everything below it, the process first: so it makes no child that is left out. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  signalOne(pid, signal)
  const children = Map.groupBy(processes(), ({ parent }) => parent)
  const below = (of: number): number[] => (children.get(of) ?? []).flatMap((child) => [child.pid, ...below(child.pid)])
  for (const each of below(pid)) signalOne(each, signal)
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}

function processes(): { pid: number; parent: number }[] {
  if (process.platform !== 'linux') return listed()
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const parent = parentOf(name)
      return parent === undefined ? [] : [{ pid: Number(name), parent }]
    })
}

function parentOf(pid: string): number | undefined {
  try {
    // The second field is the program's name in parentheses, which may hold anything.
    const [, fields = ''] = /\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return Number(fields.split(' ')[1])
  } catch {
    return undefined
  }
}

const listed = () =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0]) => ({ pid, parent }))
