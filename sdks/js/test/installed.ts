import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { keptFolder, npmPack } from '@plinth/testkit'
import { build } from '../build.ts'

// All that the package is made of, the compiler's version too.
const own = ['src/**/*.ts', '*.json', 'build.ts', 'README.md']
const here = fileURLToPath(new URL('..', import.meta.url))
export const run = promisify(execFile)

export interface Installed {
  /** Of a user: the package is in its node_modules, installed from the tarball without a network. */
  folder: string
  tarball: string
}

/** Builds the package elsewhere and packs it; the tarball's path. */
export async function packed(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  await build(folder)
  return npmPack(folder, folder)
}

/** The package as a user gets it. */
export async function installed(): Promise<Installed> {
  const files = globSync([...own, '../../tsconfig.base.json', '../../package-lock.json'], { cwd: here }).sort()
  const contents = files.map((file) => `${file}\n${readFileSync(join(here, file), 'utf8')}`).join('\n')
  const folder = await keptFolder('js-package', contents, async (fresh) => {
    const tarball = await packed(join(fresh, 'pack'))
    const user = join(fresh, 'user')
    await mkdir(user)
    await writeFile(join(user, 'package.json'), '{ "private": true, "type": "module" }\n')
    const npm = ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball]
    await run('npm', npm, { cwd: user, env: { ...process.env, npm_config_registry: 'http://127.0.0.1:1' } })
  })
  const [tarball = ''] = globSync(join(folder, 'pack/*.tgz'))
  return { folder: join(folder, 'user'), tarball }
}
