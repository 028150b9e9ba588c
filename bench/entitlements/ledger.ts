import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { cpuUsOf } from '../http/process-cpu.ts'
import type { Loaded } from '../http/round.ts'
import type { LedgerLoad } from './ledger-load.ts'

/** Consumes at tenancy itself, by a process of its own; processor time is of `pids`. */
export async function measureLedger(load: LedgerLoad, pids: readonly number[]): Promise<Loaded & { cpuUs: number }> {
  const before = cpuUsOf(pids)
  const loading = promisify(execFile)(process.execPath, [new URL('ledger-load.ts', import.meta.url).pathname])
  loading.child.stdin?.end(JSON.stringify(load))
  const { stdout } = await loading
  const loaded: Loaded = JSON.parse(stdout)
  return { ...loaded, cpuUs: (cpuUsOf(pids) - before) / loaded.requests }
}
