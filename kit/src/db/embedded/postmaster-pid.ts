import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning } from '../../running-process.ts'

/** A running server, as its postmaster.pid tells. */
export interface Postmaster {
  pid: number
  socketDir: string
  port: number
}

/** The server on this data folder, if one is alive; it may still be starting or already stopping. */
export function findPostmaster(dataFolder: string): Postmaster | undefined {
  const lines = pidFile(dataFolder)
  const pid = Number(lines[0])
  if (!isPostmasterOf(dataFolder, pid)) return undefined
  return { pid, port: Number(lines[3]), socketDir: lines[4] ?? '' }
}

/**
 * What PostgreSQL must be told, by its environment, to take a data folder over from a server that is dead though its
 * process id is still in use: by a zombie, or by another program. PostgreSQL ignores a lock of its parents' ids; it goes
 * on to look whether any process still holds the old server's shared memory, and then starts.
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
    // Another account's process does not tell where it runs.
    return true
  }
}
