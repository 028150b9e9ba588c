// Packages that `plinth` imports at run time, by the lock file.
import { readFileSync } from 'node:fs'

export interface Locked {
  version?: string
  link?: boolean
  resolved?: string
  dependencies?: Record<string, string>
}

const entry = 'app'

/** The packages of the lock file in the working directory, by their folder, and those that run. */
export function readLock(): { packages: Readonly<Record<string, Locked>>; needed: ReadonlySet<string> } {
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const needed = new Set<string>()
  visit(entry, packages, needed)
  return { packages, needed }
}

/** Marks a package and its dependencies, as npm resolves them: the nearest node_modules above wins. */
function visit(path: string, packages: Readonly<Record<string, Locked>>, needed: Set<string>): void {
  if (needed.has(path)) return
  needed.add(path)
  const { link, resolved, dependencies } = packages[path] ?? {}
  if (link === true && resolved !== undefined) visit(resolved, packages, needed)
  for (const name of Object.keys(dependencies ?? {})) {
    const found = foldersAbove(path)
      .map((folder) => `${folder}node_modules/${name}`)
      .find((at) => at in packages)
    if (found === undefined) throw new Error(`${path} needs ${name}, which package-lock.json does not have`)
    visit(found, packages, needed)
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
