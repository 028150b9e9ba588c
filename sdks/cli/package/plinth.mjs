#!/usr/bin/env node
// Plain JavaScript: it has to run on any Node.js to say which one is needed.
import module from 'node:module'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`plinth: Node.js 22.12 is needed and this is ${process.version}.\n`)
  process.exit(1)
}
module.enableCompileCache()
// The build puts it there.
const { runCli } = await import(new URL('../lib/cli/src/index.js', import.meta.url).href)
process.exit(await runCli(process.argv.slice(2), process))
