import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every file of the repository, new ones included, what is ignored or deleted left out; relative paths. */
export function repositoryFiles(root: string): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(join(root, path))).sort()
}

export const isGenerated = (path: string): boolean =>
  /^proto\/gen\/|^sdks\/(cli|js|php)\/src\/gen\/|^sdks\/python\/src\/\w+\/gen\/|\/prisma\/migrations\/|^package-lock\.json$/i.test(
    path,
  )

/** Hand-written code. */
export function sources(root: string): { path: string; text: string }[] {
  return repositoryFiles(root)
    .filter((path) => /\.(ts|tsx|mts|js|mjs|proto|prisma)$/.test(path) && !isGenerated(path))
    .filter((path) => !path.startsWith('proto/google/'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}
