import { fileURLToPath } from 'node:url'
import { isBuiltOf, sourceHash } from './stamp.ts'

/** The root of the repository. */
export const repository = fileURLToPath(new URL('../../..', import.meta.url))

export interface BuildCommand {
  /** Begins the sentence of a failure: "Plinth". */
  name: string
  dist: URL
  /** Everything that dist is made of, below the root. */
  sources: readonly string[]
  /** Builds the sources with this hash into the folder; resolves with what to tell. */
  build: (dist: string, hash: string) => Promise<string>
}

/** A command that builds: with `--if-stale` only where dist is not of these sources, as every npm script of the repository asks. */
export async function buildCommand({ name, dist, sources, build }: BuildCommand): Promise<void> {
  const folder = fileURLToPath(dist)
  const hash = sourceHash(repository, sources)
  if (process.argv.includes('--if-stale') && isBuiltOf(folder, hash)) return
  try {
    process.stderr.write(`${await build(folder, hash)}\n`)
  } catch (err) {
    process.stderr.write(`${name} was not built: ${err instanceof Error ? err.message : String(err)}\n`)
    process.exitCode = 1
  }
}
