import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PartName } from '@plinth/kit/part'
import { eventually, type ProcessOptions, type RunningProcess, runProcess } from '@plinth/testkit'

/** A whole Plinth, running for a test. */
export interface Topology {
  url: string
  operatorKey: string
  /** kill -9 of the process that runs the part. */
  kill(part: PartName): Promise<void>
  /** Starts that process again; resolves once everything is ready. */
  start(part: PartName): Promise<void>
  /** The broker between the processes; undefined where there is none. */
  broker: Broker | undefined
  stop(): Promise<void>
}

export interface Broker {
  /** kill -9. */
  kill(): Promise<void>
  /** Same address, same store. */
  start(): Promise<void>
  /** Removes the store; while it is down. */
  wipe(): Promise<void>
}

/** The `plinth` command. */
export const plinthScript = fileURLToPath(new URL('../../app/bin/plinth.mjs', import.meta.url))

/** Settings for a tenant's receiver on loopback and for short waits; the rest is as shipped. */
export const testSettings = {
  WEBHOOKS_ALLOW_HTTP: 'true',
  WEBHOOKS_ALLOWED_CIDRS: '127.0.0.0/8',
  WEBHOOKS_PER_HOST_MAX: '2000',
  WEBHOOKS_ENDPOINTS_MAX: '1000',
  TENANCY_WORKSPACES_PER_USER: '1000000',
  LOG_LEVEL: 'warn',
  WEBHOOKS_TIMEOUT_MS: '10000',
  WEBHOOKS_LEASE_MARGIN_MS: '1000',
}

/** Runs `plinth start` with the arguments. */
export function plinthStart(
  args: readonly string[],
  env: Record<string, string | undefined>,
  options: Pick<ProcessOptions, 'randomSeed'> = {},
): RunningProcess {
  return runProcess(plinthScript, ['start', ...args], { env, ...options })
}

/** Resolves once /readyz says that everything needed answers; rejects early when a process has ended. */
export async function untilReady(url: string, processes: readonly RunningProcess[]): Promise<void> {
  const fallen = processes.map((process) =>
    process.exited.then(({ code, signal }) => {
      throw new Error(`ended with ${signal ?? code} before it was ready:\n${process.output()}`)
    }),
  )
  const ready = eventually(
    async () => {
      const answer = await fetch(`${url}/readyz`)
      const text = await answer.text()
      if (answer.status !== 200) throw new Error(`/readyz says ${answer.status}: ${text}`)
    },
    { timeoutMs: 150_000 },
  )
  await Promise.race([ready, ...fallen])
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'plinth-e2e-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
