// Builds dist, the console as the gateway serves it.
import { buildCommand } from '../kit/src/build/build-command.ts'
import { sources } from './build/sources.ts'

await buildCommand({
  name: 'The console',
  dist: new URL('dist', import.meta.url),
  sources,
  build: async (dist, hash) => (await (await import('./build/build-console.ts')).buildConsole(dist, hash)).join('\n'),
})
