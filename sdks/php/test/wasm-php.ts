import { fileURLToPath } from 'node:url'
import { npmPackages } from '@plinth/testkit'
import { run } from './run-php.ts'

const release = '3.1.56'
const program = fileURLToPath(new URL('run-wasm-php.mjs', import.meta.url))

/** Runs the command line of another PHP than Debian's, compiled to WebAssembly, on these sources; what it printed. */
export async function runWasmPhp(version: '8-2' | '8-5', args: readonly string[]): Promise<string> {
  const packages = [`@php-wasm/node-${version}`, '@php-wasm/universal']
  const folder = await npmPackages(Object.fromEntries(packages.map((name) => [name, release])))
  return run(process.execPath, [program, folder, ...packages, ...args])
}
