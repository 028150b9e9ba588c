// Builds dist, the program that `plinth` runs. `--if-stale` builds only where dist is not of these sources, as every npm
// script of the repository asks.
import { fileURLToPath } from 'node:url'
import { isBuiltOf, sourceHash } from '@plinth/kit/build/stamp'
import { root, sources } from './build/sources.ts'

const dist = fileURLToPath(new URL('dist', import.meta.url))
const hash = sourceHash(root, sources)
if (!process.argv.includes('--if-stale') || !isBuiltOf(dist, hash)) {
  const { buildProgram } = await import('./build/build-program.ts')
  const line = await buildProgram(dist, hash, root).catch((err: unknown) => {
    process.stderr.write(`Plinth was not built: ${err instanceof Error ? err.message : String(err)}\n`)
    process.exit(1)
  })
  process.stderr.write(`${line}\n`)
}
