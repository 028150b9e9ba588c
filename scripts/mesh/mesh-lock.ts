import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isRunning } from '@plinth/kit/running-process'

export interface MeshLock {
  /** Writes down which servers use the folder besides this process. */
  hold(serverPids: readonly number[]): void
  release(): void
}

const waitMs = 10_000
const ours = /scripts\/mesh\.ts|postgres|nats-server|redis-server/

/**
 * Takes a folder for this mesh: mesh.pid holds the process ids of the mesh and its servers. Two meshes on one folder would
 * write to the same data. What was killed a moment ago, and servers that end after their mesh, are waited for.
 */
export async function lockFolder(
  dataDir: string,
  say: (line: string) => void,
  timeoutMs: number = waitMs,
): Promise<MeshLock> {
  const path = join(dataDir, 'mesh.pid')
  const running = () => pidsIn(path).filter((pid) => isRunning(pid, ours))
  const deadlineMs = performance.now() + timeoutMs
  let isTold = false
  for (let [pid] = running(); pid !== undefined; [pid] = running()) {
    if (performance.now() > deadlineMs) {
      throw new Error(
        `Another mesh uses ${dataDir} (process ${pid}, recorded in ${path}). Stop it, or set PLINTH_DATA_DIR to another folder.`,
      )
    }
    if (!isTold) say(`Waiting for the mesh on ${dataDir} to end (process ${running().join(', ')}) …`)
    isTold = true
    await wait(100)
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const hold = (pids: readonly number[]) => writeFileSync(path, `${[process.pid, ...pids].join('\n')}\n`)
  hold([])
  return { hold, release: () => rmSync(path, { force: true }) }
}

function pidsIn(path: string): number[] {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').map(Number)
  } catch {
    return []
  }
}
