import { main } from './cli/program.ts'
import { loadParts } from './parts.ts'

process.exit(await main(process.argv.slice(2), process.env, loadParts))
