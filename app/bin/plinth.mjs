#!/usr/bin/env node
// Plain JavaScript: it has to run on any Node.js to say which one is needed, and a start that finds every module
// compiled never loads the type stripper, which saves half a second and 20 MB.
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `plinth: Node.js 24 is needed and this is ${process.version}; \`npm start\` and \`npx plinth\` bring their own.\n`,
  )
  process.exit(1)
}
module.enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/plinth', import.meta.url)))
await import('../src/main.ts')
