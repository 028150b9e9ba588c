import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** File of a build's folder that holds the hash of its sources; written last. */
export const stampName = '.built'

/** The hash of the files below the root that the patterns name, tests apart: names and contents. */
export function sourceHash(root: string, patterns: readonly string[]): string {
  const hash = createHash('sha256')
  const paths = globSync(patterns, { cwd: root, exclude: (name) => name.endsWith('.test.ts') })
  for (const path of paths.sort())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  return hash.digest('hex')
}

export function isBuiltOf(dist: string, hash: string): boolean {
  try {
    return readFileSync(join(dist, stampName), 'utf8') === hash
  } catch {
    return false
  }
}
