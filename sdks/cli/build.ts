import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const here = fileURLToPath(new URL('.', import.meta.url))

/**
 * Builds the package that a developer without the server installs, default into dist: the commands as JavaScript, the SDK that they
 * run on among them, and a program. The manifest of the sources is that of a room of this repository, and is no package's.
 */
export async function build(folder = join(here, 'dist')): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const lib = join(folder, 'lib')
  await mkdir(join(folder, 'bin'), { recursive: true })
  await promisify(execFile)('tsc', ['-p', join(here, 'tsconfig.build.json'), '--outDir', lib])
  await cp(join(here, 'src/gen'), join(lib, 'cli/src/gen'), { recursive: true })
  await cp(join(here, 'package/plinth.mjs'), join(folder, 'bin/plinth.mjs'))
  await cp(join(here, 'package/README.md'), join(folder, 'README.md'))
  const { name, version, description, license, type, engines, dependencies } = JSON.parse(
    await readFile(join(here, 'package.json'), 'utf8'),
  )
  const { '@core-php/sdk': _, ...needed } = dependencies
  const manifest = {
    ...{ name, version, description, license, type, engines },
    ...{ bin: { plinth: 'bin/plinth.mjs' }, files: ['bin', 'lib', 'README.md'], dependencies: needed },
  }
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
}

if (import.meta.main) await build()
