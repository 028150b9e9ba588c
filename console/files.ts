// The console as the gateway serves it: a path becomes an answer. Nothing outside of dist can be asked for, because the
// files are listed once and paths are only looked up.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Content-Security-Policy of the document. */
export const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "frame-ancestors 'none'",
].join('; ')

export interface ConsoleQuestion {
  /** Path of the request, from "/console". */
  path: string
  acceptEncoding: string | undefined
  ifNoneMatch: string | undefined
}

export interface ConsoleAnswer {
  status: 200 | 304 | 404
  headers: Readonly<Record<string, string>>
  body: Buffer
}

interface StoredFile {
  type: string
  tag: string
  isImmutable: boolean
  policy: string
  /** By the name of the encoding, best first; `identity` is last. */
  bodies: readonly (readonly [encoding: string, body: Buffer])[]
}

export interface ConsoleFiles {
  document: StoredFile
  /** By their name in /console/assets/. */
  assets: ReadonlyMap<string, StoredFile>
}

const ownDist = fileURLToPath(new URL('dist', import.meta.url))
const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}
const closed = "default-src 'none'; frame-ancestors 'none'"

/** Reads a built console. `prefix` is the path in front of "/console" ("" or "/tools"). Rejects if it is not built. */
export async function readConsole(prefix: string, dist = ownDist): Promise<ConsoleFiles> {
  const text = await readFile(join(dist, 'index.html'), 'utf8')
  const names = new Set(await readdir(join(dist, 'assets')))
  const own = [...names].filter((name) => types[extensionOf(name)] !== undefined)
  const assets = await Promise.all(
    own.map(async (name) => [name, await asset(join(dist, 'assets'), name, names)] as const),
  )
  const body = Buffer.from(text.replace('<base href="/console/">', `<base href="${escaped(prefix)}/console/">`))
  const type = 'text/html; charset=utf-8'
  const document = {
    type,
    tag: tagOf(body),
    isImmutable: false,
    policy: consolePolicy,
    bodies: [['identity', body]] as const,
  }
  return { document, assets: new Map(assets) }
}

/** Below /console/assets/ the file, or 404; every other path is a page of the document. Any name of the theme's file is this one's. */
export function answerConsole(files: ConsoleFiles, question: ConsoleQuestion): ConsoleAnswer {
  const asked = /^\/console\/assets\/(.*)$/.exec(question.path)?.[1]
  const file = asked === undefined ? files.document : (files.assets.get(asked) ?? themeOf(files, asked))
  if (file === undefined) return notFound
  const [encoding, body] = chosen(file, question.acceptEncoding ?? '')
  const tag = `"${file.tag}${encoding === 'identity' ? '' : `-${encoding}`}"`
  const headers = {
    'Content-Security-Policy': file.policy,
    'Cache-Control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: tag,
    ...(file.bodies.length > 1 ? { Vary: 'Accept-Encoding' } : {}),
  }
  if (matches(question.ifNoneMatch, tag)) return { status: 304, headers, body: Buffer.alloc(0) }
  const of = encoding === 'identity' ? {} : { 'Content-Encoding': encoding }
  const length = { 'Content-Type': file.type, 'Content-Length': String(body.length) }
  return { status: 200, headers: { ...headers, ...of, ...length }, body }
}

/**
 * The file that says so when other files of another release are not here: without it their document would stay blank. Another
 * release's name must not be kept for it.
 */
function themeOf({ assets }: ConsoleFiles, asked: string): StoredFile | undefined {
  const isTheme = /^theme-[^/]+\.js$/
  if (!isTheme.test(asked)) return undefined
  const own = [...assets].find(([name]) => isTheme.test(name))?.[1]
  return own && { ...own, isImmutable: false }
}

const notFound: ConsoleAnswer = {
  status: 404,
  headers: {
    'Content-Security-Policy': closed,
    'Cache-Control': 'no-store',
    'Content-Type': 'text/plain; charset=utf-8',
  },
  body: Buffer.from('There is no such file in this version of the console.\n'),
}

async function asset(folder: string, name: string, names: ReadonlySet<string>): Promise<StoredFile> {
  const packed = [['br', `${name}.br`] as const, ['gzip', `${name}.gz`] as const].filter(([, file]) => names.has(file))
  const bodies = await Promise.all(
    [...packed, ['identity', name] as const].map(
      async ([encoding, file]) => [encoding, await readFile(join(folder, file))] as const,
    ),
  )
  const type = types[extensionOf(name)] ?? ''
  return { type, tag: tagOf(Buffer.from(name)), isImmutable: true, policy: closed, bodies }
}

/** The best encoding that the header names with a weight above 0; without one, the file as it is. */
function chosen({ bodies }: StoredFile, acceptEncoding: string): readonly [string, Buffer] {
  const accepted = new Map(
    acceptEncoding.split(',').map((part) => {
      const [name = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return [name, weight === undefined ? 1 : Number(weight) || 0] as const
    }),
  )
  const identity = bodies.at(-1)
  const found = bodies.find(([encoding]) => encoding !== 'identity' && (accepted.get(encoding) ?? 0) > 0) ?? identity
  if (found === undefined) throw new Error('a file of the console has no body')
  return found
}

function matches(ifNoneMatch: string | undefined, tag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((part) => part.trim().replace(/^W\//, ''))
  return tags.includes(tag) || tags.includes('*')
}

const extensionOf = (name: string) => name.slice(name.lastIndexOf('.') + 1)
const tagOf = (body: Buffer) => createHash('sha256').update(body).digest('base64url').slice(0, 16)
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
