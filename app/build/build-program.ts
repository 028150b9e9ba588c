import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { licencesText } from '@plinth/kit/build/licences'
import { stampName } from '@plinth/kit/build/stamp'
import { writeWhole } from '@plinth/kit/build/write-whole'
import { build } from 'esbuild'
import { keptPlaces, keptPlacesBanner } from './kept-places.ts'
import { root } from './sources.ts'

// A process that runs loads some of its files later.
const oldFilesMs = 24 * 3_600_000
const workers = { 'apply-worker': 'kit/src/db/migrations/apply-worker.ts' }
const entries = new Set(['plinth.js', ...Object.keys(workers).map((name) => `${name}.js`)])

/**
 * Builds the program into the folder: `plinth.js`, what it loads at once or later, and the modules of its threads. Files of an
 * earlier build stay for a day; two builds of the same sources write the same bytes. Returns what to tell.
 */
export async function buildProgram(dist: string, hash: string): Promise<string> {
  const started = performance.now()
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
  await mkdir(dist, { recursive: true })
  // Entries last: what they load is there.
  const isEntry = ({ path }: { path: string }) => Number(entries.has(nameOf(path)))
  const ordered = outputFiles.toSorted((one, other) => isEntry(one) - isEntry(other))
  for (const { path, contents } of ordered) await writeWhole(dist, nameOf(path), contents)
  await writeWhole(dist, 'licences.txt', licencesText(metafile.outputs, root))
  await writeWhole(dist, stampName, hash)
  const ours = new Set([...outputFiles.map(({ path }) => nameOf(path)), 'licences.txt', stampName])
  for (const name of await readdir(dist))
    if (!ours.has(name) && (await isOld(join(dist, name)))) await rm(join(dist, name))
  return `Built Plinth in ${Math.round(performance.now() - started)} ms.`
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
const isOld = async (path: string) => (await stat(path)).mtimeMs < Date.now() - oldFilesMs
