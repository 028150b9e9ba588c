import { fileURLToPath } from 'node:url'
import { installedPackage } from '../../python/test/installed.ts'
import { run } from '../../python/test/python.ts'
import type { Row, Size } from './report.ts'

/** The wheel as installed beside httpx, and beside bare http.client. */
export async function pythonRows(url: string, { rounds, calls }: Size): Promise<Row[]> {
  const { python } = await installedPackage()
  const loaded: { ours: number[]; httpx: number[] } = { ours: [], httpx: [] }
  for (let round = 0; round < rounds; round++) {
    loaded.ours.push(await millisecondsOf(python, "import core_php_sdk; core_php_sdk.Client('sk_live_x')"))
    loaded.httpx.push(await millisecondsOf(python, 'import httpx'))
  }
  const program = fileURLToPath(new URL('python_calls.py', import.meta.url))
  const pairs: [number, number][] = JSON.parse(await run(python, [program, url, String(rounds), String(calls)]))
  return [
    {
      what: 'Python: import and Client()',
      ours: loaded.ours,
      unit: 'ms',
      peer: { name: 'import httpx', figures: loaded.httpx },
      most: 0.5,
    },
    {
      what: 'Python: a call',
      ours: pairs.map(([ours]) => ours),
      unit: 'µs',
      peer: { name: 'bare http.client', figures: pairs.map(([, bare]) => bare) },
      most: 1.5,
    },
  ]
}

/** Processor time of a program in a fresh process, without Python's own start. */
async function millisecondsOf(python: string, program: string): Promise<number> {
  const timed = `import time; t = time.process_time()\n${program}\nprint((time.process_time() - t) * 1000)`
  return Number(await run(python, ['-c', timed]))
}
