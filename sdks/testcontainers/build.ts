import { execFile } from 'node:child_process'
import { cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const here = fileURLToPath(new URL('.', import.meta.url))
const run = promisify(execFile)

// The client that a tenant holds is that of the same format: the tests of either see its classes of errors as their own.
const commonJs = ['--module', 'commonjs', '--moduleResolution', 'bundler', '--verbatimModuleSyntax', 'false']

/** Builds the package into a folder, default its own: dist has ES modules and CommonJS, which Jest needs. */
export async function build(folder = here): Promise<void> {
  const dist = join(folder, 'dist')
  await rm(dist, { recursive: true, force: true })
  const compile = (format: string, flags: readonly string[]) =>
    run('tsc', ['-p', join(here, 'tsconfig.build.json'), '--outDir', join(dist, format), ...flags])
  await Promise.all([compile('esm', []), compile('cjs', commonJs)])
  await writeFile(join(dist, 'cjs/package.json'), '{ "type": "commonjs" }\n')
  if (folder !== here) for (const file of ['package.json', 'README.md']) await cp(join(here, file), join(folder, file))
}

if (import.meta.main) await build()
