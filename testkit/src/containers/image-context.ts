import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const neverSent = /\/node_modules$|\.(test|contract|fixture)\.ts$|\/\.env/

/** Copies the files that .dockerignore lets through to a folder of its own; the hash tells one content from another. */
export function imageContext(): { folder: string; hash: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-image-'))
  for (const path of admitted()) {
    if (existsSync(join(root, path)))
      cpSync(join(root, path), join(folder, path), { recursive: true, filter: (from) => !neverSent.test(from) })
  }
  cpSync(join(root, 'deploy/Dockerfile'), join(folder, 'deploy/Dockerfile'))
  const digest = createHash('sha256').update(process.env['BASE_IMAGE'] ?? '')
  for (const path of globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'extra-ca.pem')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort())
    digest.update(`${path.slice(folder.length)}\0`).update(readFileSync(path))
  const ca = process.env['NODE_EXTRA_CA_CERTS']
  if (ca !== undefined && existsSync(ca)) cpSync(ca, join(folder, 'deploy/extra-ca.pem'), { dereference: true })
  return {
    folder,
    hash: digest.digest('hex').slice(0, 16),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** .dockerignore leaves everything out but what it names. */
const admitted = (): string[] =>
  readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .flatMap((line) => /^!(.+?)\/?$/.exec(line)?.[1] ?? [])
