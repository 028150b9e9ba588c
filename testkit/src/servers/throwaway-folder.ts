import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeAtEnd } from './keeper.ts'

const memory = '/dev/shm'
// All data that a run of every test has at once, and as much again for its processes.
const spaceMin = 4 * 2 ** 30
const availableMin = 2 * spaceMin

/**
 * A folder for data that nobody needs after this process, with which it goes; named after what it is for. In memory on a
 * machine that has enough: what is not written to a disk costs a third of the processor time, and waits for nothing.
 */
export function throwawayFolder(name: string): string {
  const folder = mkdtempSync(join(hasMemory() ? memory : tmpdir(), `plinth-${name}-`))
  removeAtEnd(folder)
  return folder
}

function hasMemory(): boolean {
  try {
    accessSync(memory, constants.W_OK | constants.X_OK)
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize >= spaceMin && process.availableMemory() >= availableMin
  } catch {
    // Not every system has it, or lets this user write there.
    return false
  }
}
