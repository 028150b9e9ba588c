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
})
