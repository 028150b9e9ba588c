import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { keptPlaces, keptPlacesBanner } from './kept-places.ts'

describe('the places that sources look at, once they are in a program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-places-'))
  after(() => rmSync(folder, { recursive: true }))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const built = async (source: string, workers: readonly string[] = []) => {
    write('part/src/main.ts', source)
    const outdir = join(folder, 'app/dist')
    await build({
      ...{ absWorkingDir: folder, entryPoints: ['part/src/main.ts'], outdir, format: 'esm', platform: 'node' },
      ...{ bundle: true, banner: { js: keptPlacesBanner }, plugins: [keptPlaces(outdir, workers)], logLevel: 'silent' },
    })
    const url = pathToFileURL(join(outdir, 'main.js'))
    const { places }: { places: readonly string[] } = await import(`${url.href}?${Math.random()}`)
    return places
  }
  const urlOf = (path: string) => pathToFileURL(join(folder, path)).href

  it('are those of the source', async () => {
    const places = await built(
      `export const places = [import.meta.url, new URL('text.lua', import.meta.url).href, new URL('../data/', import.meta.url).href]`,
    )
    assert.deepEqual(places, ['part/src/main.ts', 'part/src/text.lua', 'part/data/'].map(urlOf))
  })

  it('are those of a package in CommonJS', async () => {
    write('node_modules/read/package.json', '{"main":"lib/index.js"}')
    write('node_modules/read/lib/index.js', `exports.folder = __dirname + '/../data'`)
    const places = await built(`import { folder } from 'read'; export const places = [folder]`)
    assert.deepEqual(
      places.map((path) => join(path)),
      [join(folder, 'node_modules/read/data')],
    )
  })

  it("is the program's for the module of a thread, which has to be an entry", async () => {
    const source = `export const places = [new URL('work.ts', import.meta.url).href]`
    assert.deepEqual(await built(source, ['work']), [urlOf('app/dist/work.js')])
    await assert.rejects(built(source), /'work\.ts'.*name it as an entry/)
  })
})
