import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CpuProfile, timeBySpot } from './cpu-profile.ts'
import { meshPlinth } from './plinths.ts'
import { type Effort, measureOnce } from './round.ts'
import { newTenants, reads } from './tenants.ts'

export interface StepCost {
  where: string
  usPerRequest: number
}

const stepCount = 30

/** Where the gateway of a mesh spends its processor time for one read, by the profiler, which costs some itself. */
export async function measureSteps(tenantCount: number, effort: Effort): Promise<StepCost[]> {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-steps-'))
  try {
    const mesh = await meshPlinth({ NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` })
    const requests = reads(await newTenants(mesh, tenantCount, 'business'))
    const sinceUs = nowUs()
    const loaded = await measureOnce({ name: 'profiled', url: mesh.url, pids: [], requests }, effort)
    const untilUs = nowUs()
    await mesh.stop()
    const spots = timeBySpot(profileIn(folder), sinceUs, untilUs)
    return [...spots]
      .map(([where, us]) => ({ where, usPerRequest: us / loaded.requests }))
      .toSorted((a, b) => b.usPerRequest - a.usPerRequest)
      .slice(0, stepCount)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function profileIn(folder: string): CpuProfile {
  const [name] = readdirSync(folder)
  if (name === undefined) throw new Error('the gateway left no profile')
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))
}

// The profile's clock.
const nowUs = () => Number(process.hrtime.bigint() / 1_000n)
