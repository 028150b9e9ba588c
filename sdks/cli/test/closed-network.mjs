// The steps of sdks/conformance/closed-network.md, by commands. A password manager hands out the key: a pipe.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const key = readFileSync(0, 'utf8').trim()
const { HOME: home, PLINTH_URL: url } = process.env
const [script] = process.argv.slice(2)
const fifo = join(home, 'vault')
execFileSync('mkfifo', ['-m', '600', fifo])
mkdirSync(join(home, '.config/plinth'), { recursive: true })
const profiles = { current: 'default', profiles: { default: { url, api_key_command: `cat ${fifo}` } } }
writeFileSync(join(home, '.config/plinth/profiles.json'), JSON.stringify(profiles), { mode: 0o600 })

for (const args of [
  ['users', 'current'],
  ['workspaces', 'list', '--all', '-o', 'table'],
  ['namespaces', 'create', '--name', 'Shop', '-o', 'yaml'],
  ['namespaces', 'get', 'ns_unknown'],
]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'inherit', 'inherit'] })
  const ended = once(child, 'exit')
  await Promise.race([writeFile(fifo, `${key}\n`), ended])
  const [code] = await ended
  process.stdout.write(`${args.join(' ')} ended with ${code}\n`)
}
