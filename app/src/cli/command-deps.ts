import type { Env } from '@plinth/kit/config'
import type { LoadParts } from '../parts.ts'

/** What the commands of the server are made with. */
export interface Deps {
  /** Makes an action of work that resolves with the exit code. */
  run: (work: () => Promise<number>) => () => Promise<void>
  options: { env: Env; loadParts: LoadParts }
}
