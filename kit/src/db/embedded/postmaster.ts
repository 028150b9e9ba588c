import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Layout } from './layout.ts'

/** A running server, as its postmaster.pid tells. */
export interface Postmaster {
  pid: number
  socketDir: string
  port: number
}

/** The server on this data folder, if one is alive; it may still be starting or already stopping. */
export function findPostmaster(layout: Layout): Postmaster | undefined {
  const lines = pidFile(layout)?.split('\n') ?? []
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isPostgres(pid)) return undefined
  return { pid, port: Number(lines[3]), socketDir: lines[4] ?? '' }
}

/**
 * Removes what a server killed with -9 left, when its pid belongs to another program by now: PostgreSQL would take that
 * one for a server. Its own check of shared memory still guards against a server that lives.
 */
export function clearStalePidFile(layout: Layout): void {
  const pid = Number.parseInt(pidFile(layout) ?? '', 10)
  if (Number.isInteger(pid) && isAlive(pid) && !isPostgres(pid)) rmSync(pidFilePath(layout), { force: true })
}

const pidFilePath = (layout: Layout) => join(layout.data, 'postmaster.pid')

function pidFile(layout: Layout): string | undefined {
  try {
    return readFileSync(pidFilePath(layout), 'utf8')
  } catch {
    return undefined
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (err) {
    return err instanceof Error && 'code' in err && err.code === 'EPERM'
  }
}

function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  return /(^|[/\0 ])postgres([\0 :]|$)/.test(proc(pid, 'cmdline'))
}

// A server whose parent never asked for its exit is still in the table and still answers kill(pid, 0).
const isZombie = (pid: number) => process.platform === 'linux' && /^\d+ \(.*\) [ZX]/s.test(proc(pid, 'stat'))

function proc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
