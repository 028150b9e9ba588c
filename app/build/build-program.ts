import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { licencesText } from '@plinth/kit/build/licences'
import { stampName } from '@plinth/kit/build/stamp'
import { writeWhole } from '@plinth/kit/build/write-whole'
import { build, type Metafile } from 'esbuild'
import { keptPlaces, keptPlacesBanner } from './kept-places.ts'

// A process that runs loads some of its files later.
const oldFilesMs = 24 * 3_600_000
const workers = { 'apply-worker': 'kit/src/db/migrations/apply-worker.ts' }
const entries = new Set(['plinth.js', ...Object.keys(workers).map((name) => `${name}.js`)])

/** File of dist that names the files of its build, one in each line, for the next one. */
export const listName = '.files'

/**
 * Builds the program of the sources at `root` into `dist`: `plinth.js`, what it loads at once or later, and the modules of its
 * threads. Files of the build before stay for a day; two builds of the same sources write the same bytes. Returns what to tell.
 * Rejects when it fails, and leaves no `plinth.js`: a program of other sources would run in its place.
 */
export async function buildProgram(dist: string, hash: string, root: string): Promise<string> {
  const started = performance.now()
  try {
    await write(dist, hash, root)
  } catch (err) {
    await Promise.allSettled([stampName, 'plinth.js'].map((name) => rm(join(dist, name), { force: true })))
    throw err
  }
  return `Built Plinth in ${Math.round(performance.now() - started)} ms.`
}

async function write(dist: string, hash: string, root: string): Promise<void> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { plinth: 'app/src/main.ts', ...workers },
    outdir: dist,
    chunkNames: '[name]-[hash]',
    format: 'esm',
    splitting: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    // The first finds its WebAssembly by itself; the others are for other runtimes, and asked for where they are there.
    external: ['@prisma/schema-engine-wasm', 'pg-cloudflare', 'pg-native'],
    banner: { js: keptPlacesBanner },
    plugins: [keptPlaces(dist, Object.keys(workers))],
    // Read where Node.js is told to (--enable-source-maps), and by the bench.
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  requireNames(metafile)
  await mkdir(dist, { recursive: true })
  // Until all is written, dist is of no sources.
  await rm(join(dist, stampName), { force: true })
  // Entries last: what they load is there.
  const isEntry = ({ path }: { path: string }) => Number(entries.has(nameOf(path)))
  const ordered = outputFiles.toSorted((one, other) => isEntry(one) - isEntry(other))
  for (const { path, contents } of ordered) await writeWhole(dist, nameOf(path), contents)
  await writeWhole(dist, 'licences.txt', licencesText(metafile.outputs, root))
  const ours = [...outputFiles.map(({ path }) => nameOf(path)), 'licences.txt', stampName, listName]
  await endOthers(dist, new Set(ours))
  await writeWhole(dist, listName, ours.join('\n'))
  await writeWhole(dist, stampName, hash)
}

/**
 * Throws for a package in CommonJS that a source of ours imports by `import()`: in the program it has a default export alone, and
 * not the names that Node.js gives it. A file of ours that is loaded later may import it at its top.
 */
function requireNames({ inputs }: Metafile): void {
  for (const [from, { imports }] of Object.entries(inputs)) {
    if (from.includes('node_modules/')) continue
    const lost = imports.find(({ kind, path }) => kind === 'dynamic-import' && inputs[path]?.format === 'cjs')
    if (lost !== undefined)
      throw new Error(`${from} imports ${lost.path} by import(): import it at the top of a file that is loaded so`)
  }
}

/** Removes the files of other builds a day after the build that has no use for them. */
async function endOthers(dist: string, ours: ReadonlySet<string>): Promise<void> {
  const before = new Set((await readFile(join(dist, listName), 'utf8').catch(() => '')).split('\n'))
  for (const name of await readdir(dist)) {
    if (ours.has(name)) continue
    const path = join(dist, name)
    // A build at the same time may rename or remove it.
    const facts = await stat(path).catch(() => undefined)
    if (facts === undefined) continue
    if (before.has(name)) await utimes(path, new Date(), new Date()).catch(() => undefined)
    else if (facts.mtimeMs < Date.now() - oldFilesMs) await rm(path, { force: true })
  }
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
