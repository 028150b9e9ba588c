import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { eventually, freePort, toolPath } from '@plinth/testkit'
import { engine, plinthImage } from '@plinth/testkit/containers'
import { firstDelivery } from '../../../e2e/src/journeys/first-delivery.contract.ts'

const run = promisify(execFile)
const file = fileURLToPath(new URL('../../compose.yaml', import.meta.url))
const example = fileURLToPath(new URL('../../.env.example', import.meta.url))
// NATS would take it for a number, were it not in quotes.
const secret = () => `12e4${randomBytes(20).toString('hex')}`
const backup = fileURLToPath(new URL('../../../docs/operate/backup.md', import.meta.url))
const readme = fileURLToPath(new URL('../../../README.md', import.meta.url))

describe('docker compose up', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-compose-'))
  const project = `plinth-${randomUUID().slice(0, 8)}`
  let port = 0
  let image = ''
  const compose = (...args: string[]) =>
    run(toolPath('docker-compose'), ['-p', project, '-f', file, '--env-file', join(folder, '.env'), ...args], {
      env: {
        ...process.env,
        PLINTH_IMAGE: image,
        POSTGRES_IMAGE: process.env['TEST_POSTGRES_IMAGE'],
        NATS_IMAGE: process.env['TEST_NATS_IMAGE'],
        REDIS_IMAGE: process.env['TEST_REDIS_IMAGE'],
      },
      maxBuffer: 16 * 1024 * 1024,
    })

  before(async () => {
    image = await plinthImage()
    port = await freePort()
    const filled = { PORT: port, SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') }
    // The journey's receiver speaks plain HTTP, on the host's address in the network of the containers.
    const reachable = 'WEBHOOKS_ALLOW_HTTP=true\nWEBHOOKS_ALLOWED_CIDRS=10.0.0.0/8,172.16.0.0/12,192.168.0.0/16\n'
    const lines = readFileSync(example, 'utf8').replaceAll(/^(\w+)=(.*)$/gm, (line, name: string) =>
      name in filled ? `${name}=${Reflect.get(filled, name)}` : line.replace(/(TOKEN|PASSWORD)=$/, `$1=${secret()}`),
    )
    writeFileSync(join(folder, '.env'), `${lines}\n${reachable}`)
    await compose('up', '--detach', '--no-build', '--wait')
  })
  after(async () => {
    await compose('down', '--volumes', '--timeout', '10')
    rmSync(folder, { recursive: true, force: true })
  })

  it("answers the README's first call with a key that an exec made", async () => {
    const { stdout: key } = await compose('exec', '-T', 'identity', 'plinth', 'operator-key', 'create')
    const [, body = ''] = /curl -sS \$api\/users [\s\S]*?-d '(.+)'/.exec(readFileSync(readme, 'utf8')) ?? []
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key.trim()}`, 'content-type': 'application/json' },
      body,
    })
    const made = await answer.text()
    assert.equal(answer.status, 201, made)
    assert.equal(JSON.parse(made).data.email, JSON.parse(body).email)
  })

  firstDelivery('with compose', async () => {
    const { stdout: key } = await compose('exec', '-T', 'identity', 'plinth', 'operator-key', 'create')
    const network = await (await engine()).getNetwork(`${project}_default`).inspect()
    return {
      url: `http://127.0.0.1:${port}`,
      operatorKey: key.trim(),
      receiverHost: String(network.IPAM?.Config?.[0]?.['Gateway']),
      stop: async () => undefined,
    }
  })

  it('shows the four parts healthy and the migration done', async () => {
    const look = async () => {
      const { stdout } = await compose('ps', '--all', '--format', '{{.Service}} {{.State}} {{.Health}} {{.ExitCode}}')
      const states = stdout.trim().split('\n').sort()
      assert.deepEqual(
        states.filter((line) => /^(gateway|identity|tenancy|webhooks|migrate)/.test(line)),
        [
          'gateway running healthy 0',
          'identity running healthy 0',
          'migrate exited  0',
          'tenancy running healthy 0',
          'webhooks running healthy 0',
        ],
      )
    }
    // A busy machine may have been too slow for three checks; the next one tells.
    await eventually(look, { timeoutMs: 60_000, everyMs: 1_000 })
  })

  it('is restored from the dumps that the page about backups takes, by the lines of that page', async () => {
    const { stdout: key } = await compose('exec', '-T', 'identity', 'plinth', 'operator-key', 'create')
    const call = (method: string, path: string, body?: object) =>
      fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${key.trim()}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    const newUser = async (email: string): Promise<string> => {
      const answer = await call('POST', '/users', { name: 'Ada', email })
      const text = await answer.text()
      assert.equal(answer.status, 201, text)
      return JSON.parse(text).data.id
    }
    const [dump = '', ...restore] = composeLines(readFileSync(backup, 'utf8'))
    const settings = { PLINTH_IMAGE: image, PROJECT: project, FILE: file, ENV_FILE: join(folder, '.env') }
    const bash = (script: string) => run('bash', ['-euo', 'pipefail', '-c', shim + script], inFolder(folder, settings))
    const kept = await newUser('before@example.org')
    await bash(dump)
    const lost = await newUser('after@example.org')
    for (const script of restore) await bash(script.replaceAll('plinth_nats', `${project}_nats`))
    assert.equal((await call('GET', `/users/${kept}`)).status, 200)
    assert.equal((await call('GET', `/users/${lost}`)).status, 404)
    // Lists keep their order, and searches know all letters.
    const sql = `SELECT count(*) FROM pg_database WHERE datname LIKE 'plinth%' AND datcollate = 'C' AND datctype = 'C.UTF-8'`
    const { stdout } = await compose('exec', '-T', 'postgres', 'psql', '-U', 'plinth', '-d', 'postgres', '-Atc', sql)
    assert.equal(stdout.trim(), '3')
  })
})

/** As the page calls Compose, with the project of this test. */
const shim = `docker() {
  if [ "$1" = volume ]; then command docker "$@"; else shift 3; "$COMPOSE" -p "$PROJECT" -f "$FILE" --env-file "$ENV_FILE" "$@"; fi
}
`

/** The blocks that a page runs with Compose, without the lines that are for other installations, and then the start. */
function composeLines(page: string): string[] {
  const blocks = [...page.matchAll(/^ *```console\n([\s\S]*?)^ *```$/gm)].map(([, block = '']) => block)
  const own = blocks.filter((block) => block.includes('docker compose '))
  assert.equal(own.length, 4)
  const [, start = ''] = /^3\. Start Plinth: `(docker compose [^`]+)`/m.exec(page) ?? []
  return [...own.map((block) => block.replaceAll(/^ *(?:nats|plinth) .*$/gm, '')), start]
}

const inFolder = (cwd: string, settings: Record<string, string>) => ({
  cwd,
  env: {
    ...process.env,
    ...settings,
    COMPOSE: toolPath('docker-compose'),
    POSTGRES_IMAGE: process.env['TEST_POSTGRES_IMAGE'],
    NATS_IMAGE: process.env['TEST_NATS_IMAGE'],
    REDIS_IMAGE: process.env['TEST_REDIS_IMAGE'],
  },
  maxBuffer: 16 * 1024 * 1024,
})
