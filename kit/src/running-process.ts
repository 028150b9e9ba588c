import { readFileSync } from 'node:fs'

/**
 * Returns true if a process with this ID runs. A zombie does not: it holds nothing, although kill(pid, 0) finds it as long as its
 * parent does not read its exit, and forever if no process reaps orphans.
 * @param command Text that its command line contains, with a zero byte between arguments. Checked only on Linux: an ID that was
 * read from a file may belong to another program by now.
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
