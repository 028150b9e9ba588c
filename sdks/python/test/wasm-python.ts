import { fileURLToPath } from 'node:url'
import { npmPackages } from '@plinth/testkit'
import { run } from './python.ts'

/** Releases of Pyodide, each with the Python that it is. */
export const wasmPythons = { '3.10': '0.22.1', '3.14': '314.0.7' } as const

const program = fileURLToPath(new URL('run-wasm-python.mjs', import.meta.url))

/** Runs a file of this folder in another Python than Debian's, compiled to WebAssembly; what it printed. */
export async function runWasmPython(version: keyof typeof wasmPythons, file: string): Promise<string> {
  return run(process.execPath, [program, await npmPackages({ pyodide: wasmPythons[version] }), file])
}
