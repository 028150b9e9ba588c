import { setTimeout as wait } from 'node:timers/promises'
import { isRunning } from '../../running-process.ts'

/** A signal, and for how long the process may take to end by it. */
export type StopStep = readonly [signal: NodeJS.Signals, patienceMs: number]

const pollMs = 10

/**
 * Ends a process by one signal after the other until it is gone; one that is stopped (SIGSTOP) is continued, because it would take no
 * notice. Throws if it is still there after the last one.
 */
export async function stopProcess(pid: number, steps: readonly StopStep[]): Promise<void> {
  for (const [signal, patienceMs] of steps) {
    const endMs = performance.now() + patienceMs
    sendSignal(pid, signal)
    sendSignal(pid, 'SIGCONT')
    while (isRunning(pid)) {
      if (performance.now() > endMs) break
      await wait(pollMs)
    }
    if (!isRunning(pid)) return
  }
  throw new Error(`process ${pid} does not end`)
}

/** Does nothing if the process has ended. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended already.
  }
}
