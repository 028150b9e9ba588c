import { startMesh } from '../../../../e2e/src/mesh.ts'
import { startOneProcess } from '../../../../e2e/src/one-process.ts'
import { type ControlServer, controlServer } from './control-server.ts'
import { type Crashes, crashes } from './crashes.ts'
import { rateLimits } from './tenants.ts'

/** A real Plinth on which programs of all languages make their journeys side by side. */
export interface JourneysPlinth {
  url: string
  operatorKey: string
  /** For one program. */
  control(): Promise<ControlServer>
  stop(): Promise<void>
}

const settings = { GATEWAY_RATE_LIMITS: rateLimits }

export async function startJourneysPlinth(
  topology: 'in one process' | 'as four processes' = 'in one process',
): Promise<JourneysPlinth> {
  const plinth = await (topology === 'in one process' ? startOneProcess(settings) : startMesh({ env: settings }))
  const turns: Crashes = crashes(() => startOneProcess(settings))
  return {
    url: plinth.url,
    operatorKey: plinth.operatorKey,
    control: () => controlServer(plinth, turns),
    async stop() {
      await Promise.all([plinth.stop(), turns.stop()])
    },
  }
}
