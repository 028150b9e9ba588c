import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repositoryFiles } from '../check/files.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const packages = 'node_modules'

/** The repository as it is now, in a folder where it may be broken; installed packages are shared, the workspaces its own. */
export function copyRepository(): { root: string; write(path: string, text: string): void; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'plinth-copy-'))
  for (const path of repositoryFiles(repository)) cpSync(join(repository, path), join(root, path))
  mkdirSync(join(root, packages, '@plinth'), { recursive: true })
  for (const entry of readdirSync(join(repository, packages))) {
    if (entry !== '@plinth') symlinkSync(join(repository, packages, entry), join(root, packages, entry))
  }
  for (const room of ['proto', 'kit', 'gateway', 'console', 'app', 'testkit', 'e2e', 'bench']) link(room, room)
  link('sdk-generator', 'sdks/generator')
  link('cli', 'sdks/cli')
  for (const service of ['identity', 'tenancy', 'webhooks']) link(service, `services/${service}`)
  execFileSync('git', ['init', '-q'], { cwd: root })
  return {
    root,
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }

  function link(name: string, folder: string): void {
    symlinkSync(join(root, folder), join(root, packages, '@plinth', name))
  }
}
