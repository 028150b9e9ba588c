// Fills the compile cache, so that the first start is as quick and small as the second. Run after an install.
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/plinth', import.meta.url)))
const { loadParts, partNames } = await import('../src/parts.ts')
await loadParts(partNames)
const modules = [
  'cli/server-commands',
  'cli/fill-command',
  'cli/start',
  'cli/migrate',
  'cli/await-migrations',
  'cli/healthcheck',
  'drivers/storage',
  'management',
]
await Promise.all(modules.map((name) => import(`../src/${name}.ts`)))
process.exit(0)
