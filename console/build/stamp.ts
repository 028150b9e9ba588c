import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const sources = [
  'console/{src,build}/**/*.{ts,tsx,css,svg}',
  'console/{build.ts,files.ts,tsconfig.json}',
  'sdks/js/src/**/*.ts',
  'package-lock.json',
]

/** File of dist that holds the hash of its sources; written last. */
export const stampName = '.built'

/** The hash of everything that dist is made of, below the root of the repository: names and contents. */
export function sourceHash(root = repository): string {
  const hash = createHash('sha256')
  const paths = globSync(sources, { cwd: root, exclude: (name) => name.endsWith('.test.ts') })
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
