import { fileURLToPath } from 'node:url'
import { type RunningProcess, runProcess } from '@plinth/testkit'

const command = fileURLToPath(new URL('../../app/bin/plinth.mjs', import.meta.url))

export interface Started {
  process: RunningProcess
  /** From the command to the line that says ready. */
  seconds: number
}

/** Runs `plinth start` and waits until it is ready. */
export async function startPlinth(args: readonly string[], env: Record<string, string>): Promise<Started> {
  const since = performance.now()
  const process = runProcess(command, ['start', ...args], { env: { ...env, DRAIN_DELAY_MS: '0', LOG_FORMAT: 'json' } })
  await process.line(/"msg":"ready in process/, 60_000)
  return { process, seconds: (performance.now() - since) / 1_000 }
}
