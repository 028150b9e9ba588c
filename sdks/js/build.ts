import { execFile } from 'node:child_process'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const here = fileURLToPath(new URL('.', import.meta.url))
const run = promisify(execFile)

/**
 * Builds the package into a folder, default its own: dist has ES modules and CommonJS, each with its types. Comments are in
 * the types alone, where editors read them.
 */
export async function build(folder = here): Promise<void> {
  const dist = join(folder, 'dist')
  await rm(dist, { recursive: true, force: true })
  await mkdir(join(dist, 'cjs'), { recursive: true })
  const [types, esm, cjs] = ['types', 'esm', 'cjs'].map((name) => join(dist, name)) as [string, string, string]
  const compile = (config: string, out: string) =>
    run('tsc', ['-p', join(here, `tsconfig.${config}.json`), '--outDir', out])
  await Promise.all([compile('esm', esm), compile('cjs', cjs), compile('types', types)])
  for (const format of [esm, cjs]) await cp(types, format, { recursive: true })
  await rm(types, { recursive: true })
  await writeFile(join(dist, 'cjs/package.json'), '{ "type": "commonjs" }\n')
  if (folder !== here) for (const file of ['package.json', 'README.md']) await cp(join(here, file), join(folder, file))
}

if (import.meta.main) await build()
