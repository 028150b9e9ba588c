// Fills the compile cache, so that the first start is as quick and small as the second. Run after an install.
import { readdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/plinth', import.meta.url)))
const dist = new URL('../dist/', import.meta.url)
// Files with a hash in their names are loaded by others; the rest are the command and threads, which would run.
const loaded = readdirSync(dist).filter((name) => /-[0-9A-Z]{8}\.js$/.test(name))
await Promise.all(loaded.map((name) => import(new URL(name, dist).href)))
process.exit(0)
