// Leaves of an installed repository what `plinth` imports at run time. Run at its root, while the image is built.
import { globSync, rmSync } from 'node:fs'
import { readLock } from './what-runs.ts'

const { packages, needed } = readLock()
for (const path of Object.keys(packages))
  if (path !== '' && !isNeeded(path)) rmSync(path, { recursive: true, force: true })
rmSync('node_modules/.bin', { recursive: true, force: true })
// Types, maps and pages: Node.js runs no TypeScript below node_modules. Licences stay.
for (const path of globSync('node_modules/**/*.{ts,mts,cts,map,md,markdown,flow}')) rmSync(path, { force: true })

/** A package inside one that goes goes with it. */
function isNeeded(path: string): boolean {
  return needed.has(path) || [...needed].some((other) => other.startsWith(`${path}/`))
}
