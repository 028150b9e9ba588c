// Builds dist, the program that `plinth` runs.
import { buildCommand, repository } from '@plinth/kit/build/build-command'
import { sources } from './build/sources.ts'

await buildCommand({
  name: 'Plinth',
  dist: new URL('dist', import.meta.url),
  sources,
  build: async (dist, hash) => (await import('./build/build-program.ts')).buildProgram(dist, hash, repository),
})
