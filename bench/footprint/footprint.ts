import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, type RunningProcess, runProcess } from '@plinth/testkit'
import { descendantsPssMb, pidOfPart, rssMb } from '../load/processes.ts'
import type { Plinth } from '../plinths/plinths.ts'
import type { Row } from '../report/comparison.ts'

const plinthCommand = fileURLToPath(new URL('../../app/bin/plinth.mjs', import.meta.url))

// Of a machine that does other things as well: a test's.
const readyMsMax = 150_000

/** Idle memory of a mesh that has only just started, and of one process on its embedded PostgreSQL, with its start times. */
export async function footprint(mesh: Plinth, settle: () => Promise<void>): Promise<Row[]> {
  await settle()
  const parts = ['gateway', 'identity', 'tenancy', 'webhooks'].map((part) =>
    row(`idle memory of ${part}`, 'MB', rssMb(pidOfPart(mesh.pids, part) ?? 0), 150),
  )
  return [...(await oneProcess(settle)), ...parts]
}

/** As `npm start` runs it: the first start makes the database, the second finds it. */
async function oneProcess(settle: () => Promise<void>): Promise<Row[]> {
  const workDir = mkdtempSync(join(tmpdir(), 'plinth-footprint-'))
  try {
    const env = { PLINTH_DATA_DIR: join(workDir, 'data'), PORT: String(await freePort()) }
    const first = await startPlinth(env)
    await first.process.kill('SIGTERM')
    const second = await startPlinth(env)
    await settle()
    const nodeMb = rssMb(second.process.pid)
    const postgresMb = descendantsPssMb(second.process.pid)
    await second.process.kill('SIGTERM')
    return [
      row('first start of one process', 's', first.seconds),
      row('second start of one process', 's', second.seconds, 5),
      row('idle memory of one process', 'MB', nodeMb, 150),
      row('idle memory of one process with its PostgreSQL', 'MB', nodeMb + postgresMb, 250),
    ]
  } finally {
    rmSync(workDir, { recursive: true, force: true })
  }
}

const row = (what: string, unit: Row['unit'], figure: number, atMost?: number): Row => ({
  ...{ what, unit, ours: [figure], failed: 0 },
  ...(atMost === undefined ? {} : { goal: { atMost } }),
})

/** Resolves once it is ready, with how long that took. */
async function startPlinth(env: Record<string, string>): Promise<{ process: RunningProcess; seconds: number }> {
  const since = performance.now()
  const process = runProcess(plinthCommand, ['start'], { env: { ...env, DRAIN_DELAY_MS: '0', LOG_FORMAT: 'json' } })
  await process.line(/"msg":"ready in process/, readyMsMax)
  return { process, seconds: (performance.now() - since) / 1_000 }
}
