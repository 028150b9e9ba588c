import { readFileSync } from 'node:fs'

/**
 * Does a process of this id run? A zombie does not: it holds nothing, though kill(pid, 0) finds it for as long as its
 * parent does not ask for its exit, and for ever where no process reaps orphans.
 * @param command What its command line holds, its arguments with a zero byte between. Asked on Linux alone: an id that is
 * found in a file may be another program's by now.
 */
export function isRunning(pid: number, command?: RegExp): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || !isInTable(pid)) return false
  if (process.platform !== 'linux') return true
  if (/^\d+ \(.*\) [ZX]/s.test(proc(pid, 'stat'))) return false
  return command === undefined || command.test(proc(pid, 'cmdline'))
}

function isInTable(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (err) {
    return err instanceof Error && 'code' in err && err.code === 'EPERM'
  }
}

function proc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
