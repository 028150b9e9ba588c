import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { errorCodes } from '@plinth/kit/errors'
import { publicDocuments } from '../src/docs/public-documents.ts'
import { publicRoutes } from '../src/http/server/public-routes.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const assets = new URL('../assets/', import.meta.url)

describe('the pages of the documentation', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
  })
  after(() => mesh.stop())
  const page = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(mesh.url + path, init)
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }

  for (const [code, { http }] of Object.entries(errorCodes)) {
    it(`/docs/errors/${code} says what it means, when, and what to do, with an example`, async () => {
      const { status, headers, text } = await page(`/docs/errors/${code}`)
      assert.equal(status, 200)
      assert.match(headers.get('content-type') ?? '', /^text\/html/)
      for (const part of [
        `<h1>${code}</h1>`,
        `HTTP ${http} `,
        '<h2>When</h2>',
        '<h2>What to do</h2>',
        '&quot;request_id&quot;',
      ])
        assert.ok(text.includes(part), part)
      const example: unknown = JSON.parse(
        (/<pre><code>([\s\S]*)<\/code><\/pre>/.exec(text)?.[1] ?? '')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>'),
      )
      assert.equal(Object(example).error.code, code)
    })
  }

  it('list every code, and link to pages that are there', async () => {
    for (const path of ['/docs/errors', '/docs/errors/CANNOT_RETRY']) {
      const { text } = await page(path)
      const links = [...text.matchAll(/(?:href|src)="(?!data:)([^"]+)"/g)].map(
        ([, link = '']) => new URL(link, mesh.url + path).pathname,
      )
      assert.ok(links.includes('/docs'))
      for (const link of new Set(links)) assert.equal((await page(link)).status, 200, link)
    }
    const { text } = await page('/docs/errors')
    for (const code of Object.keys(errorCodes)) assert.ok(text.includes(`>${code}<`), code)
  })

  it('are named by every error, and by its absolute address where that is known', async () => {
    const own = await mesh.ask('GET', '/api/v1/nowhere')
    assert.equal(own.headers.get('link'), '</docs/errors/ENDPOINT_NOT_FOUND>; rel="help"')
    const other = await startMesh({ GATEWAY_PUBLIC_URL: 'https://public.example.test/base/' })
    const answer = await other.ask('GET', '/api/v1/nowhere', { key: other.key() })
    await other.stop()
    const help = 'https://public.example.test/base/docs/errors/ENDPOINT_NOT_FOUND'
    assert.equal(answer.headers.get('link'), `<${help}>; rel="help"`)
  })

  it('load nothing from other servers and may not be framed', async () => {
    for (const path of ['/docs', '/docs/errors', '/docs/errors/CANNOT_RETRY']) {
      const { headers, text } = await page(path)
      const policy = headers.get('content-security-policy') ?? ''
      assert.match(policy, /^default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'/)
      assert.doesNotMatch(policy, /unsafe-eval|script-src [^;]*unsafe|\*/)
      assert.doesNotMatch(text, /(?:href|src)="(?:https?:)?\/\//)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
    }
  })

  it('are kept and asked again by their ETag; HEAD has no body', async () => {
    const first = await page('/docs')
    const again = await page('/docs', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })
    assert.deepEqual([again.status, again.text], [304, ''])
    const head = await page('/docs', { method: 'HEAD' })
    assert.deepEqual([head.status, head.text], [200, ''])
  })

  it('send Scalar as it was published, compressed only to those who take that', async () => {
    const packed = readFileSync(new URL('scalar-api-reference.js.gz', assets))
    const sum = createHash('sha256').update(gunzipSync(packed)).digest('hex')
    assert.ok(readFileSync(new URL('README.md', assets), 'utf8').includes(sum))
    const raw = await fetchRaw('/docs/assets/scalar-api-reference.js', { 'accept-encoding': 'gzip' })
    assert.deepEqual([raw.encoding, raw.body.equals(packed)], ['gzip', true])
    const plain = await fetchRaw('/docs/assets/scalar-api-reference.js', {})
    assert.deepEqual([plain.encoding, createHash('sha256').update(plain.body).digest('hex')], [undefined, sum])
    assert.notEqual(plain.etag, raw.etag)
  })

  it('are all that is answered without being an operation, beside health, and to GET alone', async () => {
    const readiness = () => Promise.resolve({ ready: true, checks: {} })
    const config = { publicUrl: undefined }
    const productTypes = { latest: () => Promise.resolve([]) }
    const paths = [...publicRoutes({ config, readiness, productTypes }).keys()]
    assert.deepEqual(paths, ['/healthz', '/readyz', ...publicDocuments({ ...config, productTypes }).keys()])
    assert.ok(paths.every((path) => /^\/(healthz|readyz|docs|docs\/.+|api\/openapi\.json)$/.test(path)))
    for (const path of paths)
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
        const { status, headers, json } = await mesh.ask(method, path, { key: mesh.key() })
        assert.deepEqual(
          [status, json.error.code, headers.get('allow')],
          [405, 'METHOD_NOT_ALLOWED', 'GET, HEAD'],
          path,
        )
        assert.match(json.error.message, /Use GET, HEAD\./)
      }
    for (const path of ['/docs/', '/docs/errors/NOTHING', '/docs/assets/../../package.json', '/docs/assets/README.md'])
      for (const method of ['GET', 'POST']) assert.equal((await page(path, { method })).status, 404, path)
  })

  /** fetch unpacks by itself. */
  async function fetchRaw(path: string, headers: Record<string, string>) {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    get(mesh.url + path, { headers }, resolve).on('error', reject)
    const answer = await promise
    return { encoding: answer.headers['content-encoding'], etag: answer.headers.etag, body: await buffer(answer) }
  }
})
