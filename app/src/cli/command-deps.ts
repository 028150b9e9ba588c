import type { Env } from '@plinth/kit/config'
import type { LoadParts } from '../parts.ts'

/** Dependencies of the server's commands. */
export interface Deps {
  /** Makes an action of work that resolves with the exit code. */
  run: (work: () => Promise<number>) => () => Promise<void>
  options: { env: Env; loadParts: LoadParts }
}
