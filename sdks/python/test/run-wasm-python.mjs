// run-wasm-python.mjs FOLDER FILE: runs the file in Pyodide, which has no sockets, on these sources and Debian's packages.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [folder, file] = process.argv.slice(2)
const pyodide = join(folder, 'node_modules/pyodide/')
const { loadPyodide } = await import(pathToFileURL(join(pyodide, 'pyodide.mjs')).href)
const python = await loadPyodide({ indexURL: pyodide })
const sdk = fileURLToPath(new URL('..', import.meta.url))
for (const root of [sdk, '/usr/lib/python3/dist-packages', fileURLToPath(new URL('../../../docs', import.meta.url))]) {
  python.FS.mkdirTree(root)
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, root)
}
python.globals.set('sdk', sdk)
try {
  python.runPython(readFileSync(file, 'utf8'))
} catch (err) {
  process.stderr.write(`${err.message}\n`)
  process.exit(1)
}
