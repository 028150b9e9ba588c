import type { Env } from '@plinth/kit/config'
import type { LoadParts, Target } from '../parts.ts'

export interface CommandOptions {
  env: Env
  loadParts: LoadParts
}

export type TargetOptions = CommandOptions & { target: Target }

/** Dependencies of the server's commands. */
export interface Deps {
  /** Makes an action of work that resolves with the exit code. */
  run: (work: () => Promise<number>) => () => Promise<void>
  options: CommandOptions
}
