import { runCli } from '@plinth/cli'
import { serverCommands } from './cli/server-commands.ts'
import type { LoadParts } from './parts.ts'

// Only the server's own commands pay for the parts.
const loadParts: LoadParts = async (names) => (await import('./parts.ts')).loadParts(names)

process.exit(await runCli(process.argv.slice(2), process, serverCommands(process.env, loadParts)))
