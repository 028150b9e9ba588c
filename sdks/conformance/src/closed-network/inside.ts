// inside.ts COMMAND ARGS: runs it in this network namespace, which is new, and prints a ClosedRun.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnKept } from '@plinth/testkit'
import { answerTo } from './answers.ts'
import { filesWith, processesWith } from './find-key.ts'
import type { ClosedRun } from './run-closed.ts'

const ip = (...args: string[]) => execFileSync('ip', args)
ip('link', 'set', 'lo', 'up')
// Every address is this machine's own: what is sent anywhere is counted, and refused at once.
ip('route', 'add', 'local', 'default', 'dev', 'lo')
ip('-6', 'route', 'add', 'local', 'default', 'dev', 'lo')

/** A counter of the kernel for this namespace, such as `Tcp: ActiveOpens`. */
function counted(protocol: string, name: string): number {
  const [names = [], values = []] = readFileSync('/proc/self/net/snmp', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${protocol}:`))
    .map((line) => line.split(' '))
  return Number(values[names.indexOf(name)])
}

const datagrams6 = () => Number(/^Udp6OutDatagrams\s+(\d+)$/m.exec(readFileSync('/proc/self/net/snmp6', 'utf8'))?.[1])

const key = `sk_live_${randomBytes(16).toString('hex')}`
const requests: string[] = []
const keyFoundIn = new Set<string>()
let accepted = 0
const server = createServer((request, response) => {
  for (const place of processesWith(key)) keyFoundIn.add(place)
  requests.push(`${request.method} ${new URL(request.url ?? '', 'http://inside').pathname}`)
  const { status, body, headers } = answerTo(request.method ?? '', request.url ?? '', requests)
  request.resume()
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
})
server.on('connection', () => {
  accepted += 1
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')

const folder = mkdtempSync(join(tmpdir(), 'closed-network-'))
try {
  const [command = '', ...args] = process.argv.slice(2)
  const child = spawnKept(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: folder,
    env: {
      ...process.env,
      PLINTH_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      PLINTH_LOG: 'debug',
      HOME: folder,
      TMPDIR: folder,
    },
  })
  child.ref()
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(`${key}\n`)
  const [code, signal] = await once(child, 'close')
  if (output.includes(key)) keyFoundIn.add('output')
  for (const file of filesWith(folder, key)) keyFoundIn.add(file)
  const run: ClosedRun = {
    end: code ?? signal,
    output,
    requests,
    elsewhere: {
      connections: counted('Tcp', 'ActiveOpens') - accepted,
      datagrams: counted('Udp', 'OutDatagrams') + datagrams6(),
    },
    keyFoundIn: [...keyFoundIn],
  }
  process.stdout.write(JSON.stringify(run))
} finally {
  rmSync(folder, { recursive: true, force: true })
  server.closeAllConnections()
  server.close()
}
