// The SDKs as installed beside their peers, in one run: npm run bench -w sdks/js -- [--rounds 60] [--calls 500]
// Both sides of a ratio are measured in turn in every round, in processor time, so that a busy machine hits both.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { javaScriptRows } from './javascript.ts'
import { phpRows } from './php.ts'
import { pythonRows } from './python.ts'
import { table } from './report.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '60' }, calls: { type: 'string', default: '500' } },
})
const size = { rounds: Number(values.rounds), calls: Number(values.calls) }
const program = fileURLToPath(new URL('server.mjs', import.meta.url))
const server = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
try {
  const [line] = await once(server.stdout, 'data')
  const url = String(line).trim()
  const rows = [...(await javaScriptRows(url, size)), ...(await pythonRows(url, size)), ...(await phpRows(url))]
  process.stdout.write(table(rows))
} finally {
  server.kill()
}
