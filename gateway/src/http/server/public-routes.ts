import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Readiness } from '@plinth/kit/part'
import type { Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { PublicDocument } from '../../docs/public-document.ts'
import { type PublicDocumentsOptions, publicDocuments } from '../../docs/public-documents.ts'
import { isNoneMatch } from '../answer/entity-tag.ts'
import type { Gateway } from '../context/gateway.ts'

type PublicRoute = (req: Request, res: Response) => void | Promise<void>

export interface PublicRoutesOptions extends Pick<Gateway, 'readiness' | 'productTypes'> {
  config: Pick<PublicDocumentsOptions, 'publicUrl'>
}

/** Routes that are not operations: health and documentation, only for GET. */
export function publicRoutes({ config, readiness, productTypes }: PublicRoutesOptions): Map<string, PublicRoute> {
  const { publicUrl } = config
  const documents = [...publicDocuments({ publicUrl, productTypes })].map(
    ([path, load]) => [path, documentRoute(load)] as const,
  )
  return new Map([...healthRoutes(readiness), ...documents])
}

export function answerPublic(routes: ReadonlyMap<string, PublicRoute>): RequestHandler {
  return async (req, res, next) => {
    const route = req.method === 'GET' || req.method === 'HEAD' ? routes.get(req.path) : undefined
    if (route === undefined) next()
    else await route(req, res)
  }
}

/** /healthz: the process answers. /readyz: its dependencies answer too. Only the management port shows the result of each check. */
function healthRoutes(readiness: () => Promise<Readiness>): Map<string, PublicRoute> {
  const ask = shared(readiness)
  return new Map<string, PublicRoute>([
    ['/healthz', (_req, res) => void res.json({ status: 'ok' })],
    [
      '/readyz',
      async (_req, res) => {
        const { ready } = await ask()
        res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' })
      },
    ],
  ])
}

/** Every client may ask, so concurrent requests share one check. */
function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let asking: Promise<T> | undefined
  return () => {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }
}

const setHeaders = helmet({ contentSecurityPolicy: false })

function documentRoute(load: () => Promise<PublicDocument>): PublicRoute {
  let latest: { document: PublicDocument; prepared: Prepared } | undefined
  return async (req, res) => {
    const document = await load()
    if (latest?.document !== document) latest = { document, prepared: prepare(document) }
    await send(req, res, latest.prepared)
  }
}

interface Prepared extends PublicDocument {
  tag: string
  /** Unpacked body for the rare client without gzip. */
  unpacked(): Promise<Buffer>
}

const unpack = promisify(gunzip)

function prepare(document: PublicDocument): Prepared {
  const { body, isGzipped } = document
  let unpacking: Promise<Buffer> | undefined
  return {
    ...document,
    tag: createHash('sha256').update(body).digest('base64url').slice(0, 16),
    unpacked() {
      unpacking ??= isGzipped === true ? unpack(body) : Promise.resolve(body)
      return unpacking
    },
  }
}

async function send(req: Request, res: Response, document: Prepared): Promise<void> {
  setHeaders(req, res, (err) => {
    if (err !== undefined) throw err
  })
  const isPacked = document.isGzipped === true && req.acceptsEncodings('gzip') === 'gzip'
  const tag = `"${document.tag}${isPacked ? '-gzip' : ''}"`
  res.setHeader('Content-Security-Policy', document.contentSecurityPolicy ?? "default-src 'none'")
  res.setHeader('Cache-Control', 'public, max-age=60')
  res.setHeader('ETag', tag)
  if (document.isShared) {
    res.setHeader('Access-Control-Allow-Origin', '*')
    res.setHeader('Access-Control-Expose-Headers', 'ETag')
    res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  }
  if (document.isGzipped) res.setHeader('Vary', 'Accept-Encoding')
  if (isNoneMatch(req.headers['if-none-match'], tag)) {
    res.status(304).end()
    return
  }
  if (isPacked) res.setHeader('Content-Encoding', 'gzip')
  res.setHeader('Content-Type', document.contentType)
  res.end(isPacked ? document.body : await document.unpacked())
}
