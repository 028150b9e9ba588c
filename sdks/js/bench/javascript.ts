import { fork } from 'node:child_process'
import { once } from 'node:events'
import { globSync, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npmPackages } from '@plinth/testkit'
import { installed, run } from '../test/installed.ts'
import type { Row, Size } from './report.ts'

const own = '@core-php/sdk'
const peers = { stripe: '23.1.0', openai: '7.59.0' }

/** The package as installed beside stripe-node and openai-node, which are in a kept folder of their own. */
export async function javaScriptRows(url: string, size: Size): Promise<Row[]> {
  const [{ folder }, theirs] = await Promise.all([installed(), npmPackages(peers)])
  const folderOf = (name: string) => (name in peers ? theirs : folder)
  for (const into of [folder, theirs]) {
    await copyFile(fileURLToPath(new URL('peer.mjs', import.meta.url)), join(into, 'peer.mjs'))
  }
  const imports = await importTimes(folderOf, size)
  const bytes = (name: string) => [packageKiB(join(folderOf(name), 'node_modules', name))]
  const over = await overheads(folderOf, url, size)
  const names = Object.keys(peers)
  const beside = (figures: Record<string, number[]>, name: string) => ({ name, figures: figures[name] ?? [] })
  return [
    ...names.map((name) => {
      const most = name === 'stripe' ? { most: 0.25 } : {}
      return { what: 'JavaScript: import', ours: imports[own] ?? [], unit: 'ms', peer: beside(imports, name), ...most }
    }),
    ...names.map((name) => {
      const what = "JavaScript: installed size of the package's own folder"
      return { what, ours: bytes(own), unit: 'KiB', peer: { name, figures: bytes(name) } }
    }),
    { what: 'JavaScript: a call, above bare fetch', ours: over[own] ?? [], unit: 'µs', most: 30 },
    ...names.map((name) => {
      const most = name === 'stripe' ? { most: 1 } : {}
      const what = 'JavaScript: a call, above bare fetch'
      return { what, ours: over[own] ?? [], unit: 'µs', peer: beside(over, name), ...most }
    }),
  ]
}

/** Milliseconds of processor time that the first import in a fresh process takes. */
async function importTimes(folderOf: (name: string) => string, { rounds }: Size) {
  const times: Record<string, number[]> = { [own]: [], stripe: [], openai: [] }
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(times)) {
      const program = `const before = process.cpuUsage(); await import('${name}')
        const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000)`
      const args = ['--input-type=module', '-e', program]
      times[name]?.push(Number((await run(process.execPath, args, { cwd: folderOf(name) })).stdout))
    }
  }
  return times
}

/** Microseconds of processor time that a call takes above one of bare fetch in the same round. */
async function overheads(folderOf: (name: string) => string, url: string, { rounds, calls }: Size) {
  const names = ['fetch', own, 'stripe', 'openai']
  const children = names.map((name) => fork('peer.mjs', [name, url], { cwd: folderOf(name), execArgv: [] }))
  const ask = async (at: number, count: number): Promise<number> => {
    children[at]?.send(count)
    const [figure] = await once(children[at] as (typeof children)[number], 'message')
    return figure
  }
  try {
    await Promise.all(children.map((child) => once(child, 'message')))
    for (const at of names.keys()) await ask(at, calls * 4)
    const over: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]))
    for (let round = 0; round < rounds; round++) {
      const figures: number[] = []
      for (const at of names.keys()) figures.push(await ask(at, calls))
      for (const [at, name] of names.entries()) over[name]?.push((figures[at] ?? 0) - (figures[0] ?? 0))
    }
    return over
  } finally {
    for (const child of children) child.kill()
  }
}

const packageKiB = (folder: string): number =>
  globSync('**/*', { cwd: folder })
    .map((path) => statSync(join(folder, path)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0) / 1024
