import { join } from 'node:path'
import { freePort } from '@plinth/testkit/servers'
import type { Line } from './main.ts'
import { descendantsPssMb, rssMb } from './memory.ts'
import { startPlinth } from './plinth-process.ts'

const limits = { nodeMb: 250, allMb: 350, secondStartSeconds: 5 }

/** All parts in one process with the embedded database, as `npm start` runs them: first start, then second. */
export async function measureTogether(workDir: string, settle: () => Promise<void>): Promise<Line[]> {
  const env = { PLINTH_DATA_DIR: join(workDir, 'data'), PORT: String(await freePort()) }
  const first = await startPlinth([], env)
  await first.process.kill('SIGTERM')
  const second = await startPlinth([], env)
  await settle()
  const nodeMb = rssMb(second.process.pid)
  const postgresMb = descendantsPssMb(second.process.pid)
  await second.process.kill('SIGTERM')
  return [
    { what: 'all parts, first start (database made)', measured: first.seconds, unit: 's', limit: undefined },
    { what: 'all parts, second start', measured: second.seconds, unit: 's', limit: limits.secondStartSeconds },
    { what: 'all parts, Node process', measured: nodeMb, unit: 'MB', limit: limits.nodeMb },
    { what: 'all parts, with PostgreSQL', measured: nodeMb + postgresMb, unit: 'MB', limit: limits.allMb },
  ]
}
