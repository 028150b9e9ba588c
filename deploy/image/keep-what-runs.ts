// Leaves of an installed repository what `plinth` imports at run time. Run at its root, while the image is built.
import { globSync, readFileSync, rmSync } from 'node:fs'

interface Locked {
  link?: boolean
  resolved?: string
  dependencies?: Record<string, string>
}

const entry = 'app'
const { packages }: { packages: Record<string, Locked> } = JSON.parse(readFileSync('package-lock.json', 'utf8'))

const needed = new Set<string>()
visit(entry)
for (const path of Object.keys(packages))
  if (path !== '' && !isNeeded(path)) rmSync(path, { recursive: true, force: true })
rmSync('node_modules/.bin', { recursive: true, force: true })
// Types, maps and pages: Node.js runs no TypeScript below node_modules. Licences stay.
for (const path of globSync('node_modules/**/*.{ts,mts,cts,map,md,markdown,flow}')) rmSync(path, { force: true })

/** Marks a package, and whatever it depends on, as npm laid it out: the nearest node_modules above wins. */
function visit(path: string): void {
  if (needed.has(path)) return
  needed.add(path)
  const { link, resolved, dependencies } = packages[path] ?? {}
  if (link === true && resolved !== undefined) visit(resolved)
  for (const name of Object.keys(dependencies ?? {})) {
    const found = foldersAbove(path)
      .map((folder) => `${folder}node_modules/${name}`)
      .find((at) => at in packages)
    if (found === undefined) throw new Error(`${path} needs ${name}, which package-lock.json does not have`)
    visit(found)
  }
}

function foldersAbove(path: string): string[] {
  const names = path.split('/')
  return [...names.keys(), names.length].toReversed().map((count) =>
    names
      .slice(0, count)
      .map((name) => `${name}/`)
      .join(''),
  )
}

/** A package inside one that goes goes with it. */
function isNeeded(path: string): boolean {
  return needed.has(path) || [...needed].some((other) => other.startsWith(`${path}/`))
}
