#!/usr/bin/env node
// Plain JavaScript: it has to run on any Node.js to say which one is needed.
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `plinth: Node.js 24 is needed and this is ${process.version}; \`npm start\` and \`npx plinth\` bring their own.\n`,
  )
  process.exit(1)
}
const program = new URL('../dist/plinth.js', import.meta.url)
if (!existsSync(program)) {
  process.stderr.write('plinth: Plinth is not built here; to build it, run: npm run build --workspace=@plinth/app\n')
  process.exit(1)
}
module.enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/plinth', import.meta.url)))
await import(program.href)
