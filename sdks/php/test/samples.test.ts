import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { eventually, freePort, onlyFence } from '@plinth/testkit'
import { type OneProcess, startOneProcess } from '../../../e2e/src/one-process.ts'
import { newTenant } from '../../../e2e/src/tenant.ts'
import { installedPackage } from './installed-package.ts'
import { installPhpTools } from './php-tools.ts'
import { phpFolder, run } from './run-php.ts'

const printed = String.raw`use CorePhp\SDK\Client;
$client = new Client('sk_live_abc123...');
$workspace = $client->workspaces->create([
'name' => 'My Workspace',
'tier' => 'pro',
]);
$namespaces = $client->namespaces->list([
'workspace_id' => $workspace->id,
]);`

const secret = 'a-plain-shared-secret'

describe('The samples of the PHP SDK, run where the package is installed', () => {
  let plinth: OneProcess
  // A user's project, which borrows the installed vendor/.
  let folder: string
  before(async () => {
    installPhpTools()
    const installed = await installedPackage()
    folder = mkdtempSync(join(tmpdir(), 'core-php-user-'))
    symlinkSync(join(installed.folder, 'vendor'), join(folder, 'vendor'))
    plinth = await startOneProcess({ TENANCY_SELF_SERVICE_TIERS: 'free,pro' })
  })
  after(async () => {
    await plinth?.stop()
    if (folder !== undefined) rmSync(folder, { recursive: true })
  })

  it('the documented example as it is printed, with a real key', async () => {
    const { key, api } = await newTenant(plinth, { userTier: 'pro' })
    const code = printed.replace('sk_live_abc123...', key)
    const shows = `echo json_encode([$workspace->name, $workspace->tier, is_array($namespaces->data)]);`
    writeFileSync(join(folder, 'example.php'), `<?php\nrequire 'vendor/autoload.php';\n${code}\n${shows}\n`)
    const output = await run('php', ['example.php'], { cwd: folder, env: { PLINTH_URL: plinth.url } })
    assert.deepEqual(JSON.parse(output), ['My Workspace', 'pro', true])
    const { json } = await api.get('/workspaces?search=My%20Workspace')
    assert.equal((json as { data: unknown[] }).data.length, 1)
  })

  it('the first call of the README', async () => {
    const { key, user, workspace } = await newTenant(plinth)
    writeFileSync(join(folder, 'first-call.php'), readmeSample('first-call.php'))
    const output = await run('php', ['first-call.php'], {
      cwd: folder,
      env: { PLINTH_URL: plinth.url, PLINTH_API_KEY: key },
    })
    assert.equal(output, `${user['name']}: ${workspace['name']}\neu\nRESOURCE_NOT_FOUND 404\n`)
  })

  it('the webhook of the README, in a web server of PHP', async () => {
    writeFileSync(join(folder, 'webhook.php'), readmeSample('webhook.php'))
    const signed = "echo json_encode(CorePhp\\SDK\\Webhook::sign($argv[1], $argv[2], 'evt_1'));"
    const body = JSON.stringify({ id: 'evt_1', type: 'ping' })
    const headers = await run('php', ['-r', `require 'vendor/autoload.php'; ${signed}`, body, secret], {
      cwd: folder,
    })
    const port = await freePort()
    const server = spawn('php', ['-d', 'error_log=', '-S', `127.0.0.1:${port}`, 'webhook.php'], {
      cwd: folder,
      env: { ...process.env, WEBHOOK_SECRET: secret },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    try {
      let log = ''
      server.stderr.setEncoding('utf8').on('data', (text: string) => {
        log += text
      })
      const answer = await eventually(() =>
        fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: JSON.parse(headers), body }),
      )
      assert.equal(answer.status, 200, log)
      await eventually(() => assert.match(log, /ping evt_1/))
      const forged = await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        headers: JSON.parse(headers),
        body: JSON.stringify({ id: 'evt_2', type: 'ping' }),
      })
      assert.equal(forged.status, 400)
      assert.doesNotMatch(log, /evt_2|Fatal error/)
    } finally {
      const closed = once(server, 'close')
      server.kill()
      await closed
    }
  })
})

const readmeSample = (file: string): string => onlyFence(readFileSync(`${phpFolder}README.md`, 'utf8'), `php ${file}`)
