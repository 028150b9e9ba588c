import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning } from '../../running-process.ts'

/** A running server, read from its postmaster.pid. */
export interface Postmaster {
  pid: number
  socketDir: string
  port: number
}

/** Returns the living server on this data folder, if there is one; it may be starting or stopping. */
export function findPostmaster(dataFolder: string): Postmaster | undefined {
  const lines = pidFile(dataFolder)
  const pid = Number(lines[0])
  if (!isPostmasterOf(dataFolder, pid)) return undefined
  return { pid, port: Number(lines[3]), socketDir: lines[4] ?? '' }
}

/**
 * Returns the environment with which PostgreSQL takes over the data folder of a dead server whose
 * process ID is still in use by a zombie or another program. PostgreSQL ignores a lock with the ID of its parent; it then
 * checks whether a process still holds the shared memory of the old server, and starts.
 */
export function takeOver(dataFolder: string): NodeJS.ProcessEnv {
  const pid = Number(pidFile(dataFolder)[0])
  return isPostmasterOf(dataFolder, pid) ? {} : { PG_GRANDPARENT_PID: String(pid || 0) }
}

function pidFile(dataFolder: string): string[] {
  try {
    return readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

function isPostmasterOf(dataFolder: string, pid: number): boolean {
  if (!isRunning(pid, /(^|[/\0 ])postgres(\0|$)/)) return false
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataFolder)
  } catch {
    // The folder of a process of another account is not visible.
    return true
  }
}
