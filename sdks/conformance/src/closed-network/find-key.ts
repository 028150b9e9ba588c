import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const holds = (path: string, key: string): boolean => {
  try {
    return readFileSync(path, 'latin1').includes(key)
  } catch {
    // The process has ended, or it is another user's.
    return false
  }
}

/** "arguments of php" and "environment of php" for each process whose own name the key. */
export function processesWith(key: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => [
      ...(holds(`/proc/${pid}/cmdline`, key) ? [`arguments of ${nameOf(pid)}`] : []),
      ...(holds(`/proc/${pid}/environ`, key) ? [`environment of ${nameOf(pid)}`] : []),
    ])
}

const nameOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return pid
  }
}

/** Files below the folder that hold the key, by their path in it. */
export const filesWith = (folder: string, key: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => holds(path, key))
    .map((path) => `file ${path.slice(folder.length + 1)}`)
