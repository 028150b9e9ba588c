import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { answerConsole, type ConsoleFiles, consolePolicy, readConsole } from './files.ts'

describe('the files of the console', () => {
  const dist = mkdtempSync(join(tmpdir(), 'plinth-console-'))
  let files: ConsoleFiles
  before(async () => {
    mkdirSync(join(dist, 'assets'))
    const write = (name: string, text: string) => writeFileSync(join(dist, name), text)
    write('.built', 'hash')
    write('index.html', '<!doctype html><base href="/console/">')
    for (const suffix of ['', '.br', '.gz']) write(`assets/main-AB12.js${suffix}`, `script${suffix}`)
    write('assets/icon-CD34.svg', '<svg/>')
    write('assets/main-AB12.js.77.part', 'half')
    files = await readConsole('', dist)
  })
  after(() => rmSync(dist, { recursive: true }))

  const ask = (path: string, asked: { accept?: string; match?: string } = {}) => {
    const question = { path, acceptEncoding: asked.accept, ifNoneMatch: asked.match }
    const { status, headers, body } = answerConsole(files, question)
    return { status, headers, text: body.toString() }
  }

  it('answer every page with the document: asked for again, with its policy', () => {
    for (const path of [
      '/console',
      '/console/',
      '/console/workspaces',
      '/console/workspaces/wks_1/keys',
      '/console/x.js',
    ]) {
      const { status, headers, text } = ask(path)
      assert.deepEqual([status, text], [200, '<!doctype html><base href="/console/">'], path)
      assert.equal(headers['Content-Type'], 'text/html; charset=utf-8')
      assert.equal(headers['Cache-Control'], 'no-cache')
      assert.equal(headers['Content-Security-Policy'], consolePolicy)
      assert.equal(ask(path, { match: headers['ETag'] ?? '' }).status, 304)
      assert.equal(ask(path, { match: '"other"' }).status, 200)
    }
  })

  it('have a policy without an exception', () => {
    assert.equal(
      consolePolicy,
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; require-trusted-types-for 'script'; frame-ancestors 'none'",
    )
  })

  it('with a hash in their name are kept for ever', () => {
    const { status, headers, text } = ask('/console/assets/main-AB12.js')
    assert.deepEqual([status, text], [200, 'script'])
    assert.equal(headers['Cache-Control'], 'public, max-age=31536000, immutable')
    assert.equal(headers['Content-Type'], 'text/javascript; charset=utf-8')
    assert.equal(headers['Content-Length'], '6')
    assert.equal(headers['Vary'], 'Accept-Encoding')
    assert.equal(ask('/console/assets/icon-CD34.svg').headers['Content-Type'], 'image/svg+xml')
  })

  it('are sent in the best encoding that the caller takes', () => {
    const cases = [
      ['gzip, deflate, br, zstd', 'br'],
      ['GZIP', 'gzip'],
      ['br;q=0, gzip;q=0.5', 'gzip'],
      ['br; q=0.1', 'br'],
      ['br;q=0, gzip;q=0', undefined],
      ['identity', undefined],
      ['', undefined],
      ['brotli', undefined],
      ['br;q=nonsense', undefined],
    ] as const
    for (const [accept, encoding] of cases) {
      const { headers, text } = ask('/console/assets/main-AB12.js', { accept })
      assert.equal(headers['Content-Encoding'], encoding, accept)
      assert.equal(text, `script${{ br: '.br', gzip: '.gz', none: '' }[encoding ?? 'none']}`)
    }
    const svg = ask('/console/assets/icon-CD34.svg', { accept: 'br, gzip' })
    assert.deepEqual([svg.headers['Content-Encoding'], svg.text], [undefined, '<svg/>'])
  })

  it('have another ETag in each encoding', () => {
    const tags = ['', 'gzip', 'br'].map((accept) => ask('/console/assets/main-AB12.js', { accept }).headers['ETag'])
    assert.equal(new Set(tags).size, 3)
    const [, , br = ''] = tags
    assert.equal(ask('/console/assets/main-AB12.js', { accept: 'br', match: `W/${br}, "x"` }).status, 304)
    assert.equal(ask('/console/assets/main-AB12.js', { accept: 'gzip', match: br }).status, 200)
  })

  it('that are not listed are 404: unknown ones, ways out of the folder, packed and unfinished ones', () => {
    const names = [
      'gone-0000.js',
      '',
      '../index.html',
      '../../files.ts',
      '..%2findex.html',
      '%2e%2e/.built',
      '..\\index.html',
      '/etc/passwd',
      'main-AB12.js/',
      'main-AB12.js.br',
      'main-AB12.js.77.part',
      'main-AB12.js\0',
      '__proto__',
      'constructor',
    ]
    for (const name of names) {
      const { status, headers } = ask(`/console/assets/${name}`)
      assert.equal(status, 404, name)
      assert.equal(headers['Cache-Control'], 'no-store')
    }
  })

  it('of a document stand below the path of the public URL', async () => {
    const { document } = await readConsole('/tools & "more"', dist)
    assert.equal(
      document.bodies[0]?.[1].toString(),
      '<!doctype html><base href="/tools &amp; &quot;more&quot;/console/">',
    )
    assert.notEqual(document.tag, files.document.tag)
  })

  it('cannot be read where nothing is built', async () => {
    await assert.rejects(readConsole('', join(dist, 'gone')), { code: 'ENOENT' })
  })
})
