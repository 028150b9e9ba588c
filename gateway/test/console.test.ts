import assert from 'node:assert/strict'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { SessionsServiceService as Sessions } from '@plinth/proto/identity/v1/sessions.ts'
import { validCode } from './mesh/sessions.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; require-trusted-types-for 'script'; frame-ancestors 'none'"

describe('/console', () => {
  const meshes: Mesh[] = []
  const started = async (env: Record<string, string> = {}) => {
    const mesh = await startMesh(env)
    meshes.push(mesh)
    return mesh
  }
  let mesh: Mesh
  before(async () => {
    mesh = await started()
  })
  after(() => Promise.all(meshes.map((one) => one.stop())))

  const page = async (path: string, init: RequestInit = {}, of = mesh) => {
    const answer = await fetch(of.url + path, { redirect: 'manual', ...init })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  // fetch() unpacks what it gets.
  const raw = async (path: string, encoding: string) => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(mesh.url + path, { headers: { 'accept-encoding': encoding } }, resolve).on('error', reject)
    })
    return { answer, body: await buffer(answer) }
  }

  it('is one document for every page, under a policy without exceptions', async () => {
    const { headers, text } = await page('/console')
    assert.equal(headers.get('content-security-policy'), policy)
    assert.equal(headers.get('x-frame-options'), 'DENY')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin')
    assert.equal(headers.get('cache-control'), 'no-cache')
    assert.match(text, /<base href="\/console\/">/)
    assert.doesNotMatch(text, /<script>|<style|style=|\son[a-z]+=/)
    for (const path of ['/console/', '/console/workspaces/wks_1/keys', '/console/users?page=2'])
      assert.deepEqual([(await page(path)).text, path], [text, path])
    const again = await page('/console', { headers: { 'if-none-match': headers.get('etag') ?? '' } })
    assert.deepEqual([again.status, again.text], [304, ''])
    const head = await page('/console', { method: 'HEAD' })
    assert.deepEqual([head.status, head.text, head.headers.get('etag')], [200, '', headers.get('etag')])
  })

  it('names files that are there, packed, and kept for ever', async () => {
    const { text } = await page('/console')
    const names = [...text.matchAll(/(?:src|href)="(assets\/[^"]+)"/g)].map(([, name = '']) => name)
    assert.ok(names.length >= 5)
    for (const name of new Set(names)) {
      assert.match(name, /-[A-Z0-9]{8}\.(js|css|svg)$/)
      const { answer, body } = await raw(`/console/${name}`, 'gzip, br')
      assert.equal(answer.statusCode, 200, name)
      assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable')
      assert.equal(answer.headers['content-encoding'], 'br')
      assert.equal(brotliDecompressSync(body).toString(), (await page(`/console/${name}`)).text)
    }
  })

  it('has no other file', async () => {
    for (const path of ['gone-00000000.js', '..%2f.built', '%2e%2e%2fpackage.json', 'main.js']) {
      const { status, headers, text } = await page(`/console/assets/${path}`)
      assert.deepEqual([status, text], [404, 'There is no such file in this version of the console.\n'], path)
      assert.equal(headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'")
    }
  })

  it('answers any name of the theme with its own, which tells of files that are not there, and keeps it for no time', async () => {
    const { text } = await page('/console')
    const [, own = ''] = /src="(assets\/theme-[^"]+)"/.exec(text) ?? []
    const other = await page('/console/assets/theme-0THERREL.js')
    assert.deepEqual([other.status, other.text], [200, (await page(`/console/${own}`)).text])
    assert.equal(other.headers.get('cache-control'), 'no-cache')
    assert.equal(other.headers.get('content-type'), 'text/javascript; charset=utf-8')
  })

  it('takes GET and HEAD: 405 with Allow for every other method', async () => {
    for (const [method, path] of [
      ['POST', '/console'],
      ['PUT', '/console/'],
      ['DELETE', '/console/workspaces'],
    ] as const) {
      const { status, headers, text } = await page(path, { method })
      const answer = [status, headers.get('allow'), JSON.parse(text).error.code]
      assert.deepEqual(answer, [405, 'GET, HEAD', 'METHOD_NOT_ALLOWED'], `${method} ${path}`)
    }
  })

  it('is not at other paths, which are the API’s', async () => {
    for (const [method, path] of [
      ['GET', '/consoles'],
      ['GET', '/console.js'],
      ['POST', '/consoles'],
    ] as const) {
      const { status, text } = await page(path, { method })
      assert.deepEqual([status, JSON.parse(text).error.code], [404, 'ENDPOINT_NOT_FOUND'], `${method} ${path}`)
    }
  })

  it('is where a browser gets from /, and no client of the API', async () => {
    const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
    const { status, headers } = await page('/', { headers: browser })
    assert.deepEqual([status, headers.get('location'), headers.get('vary')], [302, '/console', 'Accept'])
    for (const accept of ['*/*', 'application/json'])
      assert.equal((await page('/', { headers: { accept } })).status, 404)
    assert.equal((await page('/', { method: 'POST', headers: browser })).status, 404)
  })

  it('stands below the path of GATEWAY_PUBLIC_URL', async () => {
    const behind = await started({ GATEWAY_PUBLIC_URL: 'https://example.test/tools/' })
    const { text } = await page('/console', {}, behind)
    assert.match(text, /<base href="\/tools\/console\/">/)
    const { headers } = await page('/', { headers: { accept: 'text/html' } }, behind)
    assert.equal(headers.get('location'), '/tools/console')
  })

  it('is off with GATEWAY_CONSOLE=false', async () => {
    const without = await started({ GATEWAY_CONSOLE: 'false' })
    for (const path of ['/console', '/console/workspaces', '/'])
      for (const method of ['GET', 'POST'])
        assert.equal((await page(path, { method, headers: { accept: 'text/html' } }, without)).status, 404, path)
    const headers = { 'x-plinth-page': 'console' }
    for (const options of [{ key: without.operatorKey() }, { body: { code: validCode } }]) {
      const { status, json } = await without.ask('POST', '/api/v1/sessions', { ...options, headers })
      assert.deepEqual([status, json.error.code], [403, 'INSUFFICIENT_PERMISSIONS'])
      assert.match(json.error.message, /GATEWAY_CONSOLE is false/)
    }
    const cookie = `plinth_session_${new URL(without.url).port}=pcs_${'0'.repeat(43)}`
    assert.equal((await without.ask('GET', '/api/v1/session', { headers: { ...headers, cookie } })).status, 401)
    for (const method of [Sessions.createSession, Sessions.authenticateSession])
      assert.equal(without.script.count(method), 0)
  })
})
