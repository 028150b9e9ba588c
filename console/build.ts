// Builds dist. `--if-stale` builds only where dist is not of these sources, as every npm script of the repository asks.
import { fileURLToPath } from 'node:url'
import { isBuiltOf, sourceHash } from '../kit/src/build/stamp.ts'
import { root, sources } from './build/sources.ts'

const dist = fileURLToPath(new URL('dist', import.meta.url))
const hash = sourceHash(root, sources)
if (!process.argv.includes('--if-stale') || !isBuiltOf(dist, hash)) {
  const { buildConsole } = await import('./build/build-console.ts')
  const lines = await buildConsole(dist, hash).catch((err: unknown) => {
    process.stderr.write(`The console was not built: ${err instanceof Error ? err.message : String(err)}\n`)
    process.exit(1)
  })
  process.stderr.write(`${lines.join('\n')}\n`)
}
