import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Where tests lie; scripts/test/every-test.test.ts finds the file that none of them holds. */
const rooms = [
  'proto',
  'kit',
  'services',
  'gateway',
  'console',
  'testkit',
  'app',
  'scripts',
  'e2e',
  'bench',
  'deploy',
  'sdks',
]

/** The test files of the named folders and files, all without a name; each once, paths from the root. */
export function testFiles(root: string, named: readonly string[]): string[] {
  const files = (named.length === 0 ? rooms : named).flatMap((path) => {
    if (!isFolder(join(root, path))) return named.length === 0 ? [] : [join(path)]
    const found = globSync('**/*.test.ts', { cwd: join(root, path), exclude: (name) => name === 'node_modules' })
    return found.map((file) => join(path, file)).sort()
  })
  return [...new Set(files)]
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
