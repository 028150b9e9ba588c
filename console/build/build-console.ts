import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { type BuildOptions, build } from 'esbuild'
import { licencesText } from '../../kit/src/build/licences.ts'
import { stampName } from '../../kit/src/build/stamp.ts'
import { writeWhole } from '../../kit/src/build/write-whole.ts'
import { budgetLines, faultsOf, type Sizes, sizesOf } from './budget.ts'
import { documentText } from './document.ts'
import { oneCore } from './one-core.ts'
import { documentFiles, filesOf, nameOf } from './outputs.ts'
import { wholeMain } from './whole-main.ts'

const source = fileURLToPath(new URL('../src/', import.meta.url))

/**
 * Builds the console into the folder. Files of an earlier build stay until the new document is there, so that a reader of
 * dist finds a whole console at any moment; two builds of the same sources write the same bytes.
 * Returns what to tell; rejects with the sizes beyond the budget, and leaves the folder as it was.
 */
export async function buildConsole(dist: string, hash: string): Promise<string[]> {
  const started = performance.now()
  const [modules, theme] = await Promise.all([
    bundle({
      entryPoints: { main: 'main.tsx', console: 'styles/console.css', icon: 'icon.svg' },
      format: 'esm',
      splitting: true,
    }),
    // The browser waits for it before it paints: one file, and no module.
    bundle({ entryPoints: { theme: 'theme.ts' }, format: 'iife' }),
  ])
  const whole = wholeMain(modules)
  const outputs = { ...whole.outputs, ...theme.metafile.outputs }
  const files = filesOf(outputs)
  const themeFiles = theme.outputFiles.map(({ path, contents }) => [nameOf(path), Buffer.from(contents)] as const)
  const contents = new Map([...whole.contents, ...themeFiles])
  const packed = new Map([...contents].map(([name, body]) => [name, gzipSync(body, { level: 9 })]))
  const sizes: Sizes = sizesOf(files, (name) => packed.get(name)?.length ?? 0)
  const faults = faultsOf(sizes)
  if (faults.length > 0) throw new Error(faults.join('\n'))

  const assets = join(dist, 'assets')
  await mkdir(assets, { recursive: true })
  for (const [name, body] of contents) {
    const gzip = packed.get(name)
    await writeWhole(assets, name, body)
    await writeWhole(assets, `${name}.br`, brotli(body))
    if (gzip !== undefined) await writeWhole(assets, `${name}.gz`, gzip)
  }
  await writeWhole(dist, 'licences.txt', licencesText(outputs, source))
  await writeWhole(dist, 'index.html', documentText(documentFiles(files)))
  await writeWhole(dist, stampName, hash)
  const current = new Set([...contents.keys()].flatMap((name) => [name, `${name}.br`, `${name}.gz`]))
  for (const name of await readdir(assets)) if (!current.has(name)) await rm(join(assets, name), { force: true })
  return [`Built the console in ${Math.round(performance.now() - started)} ms.`, ...budgetLines(sizes)]
}

const bundle = (what: Pick<BuildOptions, 'entryPoints' | 'format' | 'splitting'>) =>
  build({
    ...what,
    absWorkingDir: source,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    outdir: 'assets',
    loader: { '.svg': 'copy' },
    plugins: [oneCore],
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    charset: 'utf8',
    legalComments: 'none',
    target: ['chrome138', 'firefox128', 'safari18'],
    logLevel: 'silent',
  })

const brotli = (body: Buffer) =>
  brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  })
