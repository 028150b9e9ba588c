import { answerConsole, type ConsoleFiles, readConsole } from '@plinth/console/files'
import { cached } from '@plinth/kit/async/cached'
import type { Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { GatewayConfig } from '../../config.ts'

const setHeaders = helmet({ contentSecurityPolicy: false, xFrameOptions: { action: 'deny' } })
const consolePath = /^\/console(?:\/|$)/

/** True for the paths of the console, unless it is turned off. */
export const isOfConsole = ({ hasConsole }: Pick<GatewayConfig, 'hasConsole'>, path: string): boolean =>
  hasConsole && consolePath.test(path)

/** The web console below /console, and the way there from "/" for a browser. GET and HEAD alone. */
export function consoleRoutes({
  hasConsole,
  publicUrl,
}: Pick<GatewayConfig, 'hasConsole' | 'publicUrl'>): RequestHandler {
  if (!hasConsole) return (_req, _res, next) => next()
  const prefix = publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/+$/, '')
  // A failure is kept for no more than a moment: the console may be built meanwhile.
  const files = cached(() => readConsole(prefix), Number.POSITIVE_INFINITY)
  return async (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') next()
    else if (req.path === '/' && isForBrowser(req)) redirect(req, res, `${prefix}/console`)
    else if (consolePath.test(req.path)) await send(req, res, files)
    else next()
  }
}

async function send(req: Request, res: Response, read: () => Promise<ConsoleFiles>): Promise<void> {
  const files = await read().catch(() => undefined)
  secure(req, res)
  if (files === undefined) {
    res.status(503).type('text/plain').setHeader('Cache-Control', 'no-store')
    res.end('The console is not built here. To build it, run: npm run build --workspace=@plinth/console\n')
    return
  }
  const { 'accept-encoding': accepted, 'if-none-match': ifNoneMatch } = req.headers
  const acceptEncoding = typeof accepted === 'string' ? accepted : undefined
  const { status, headers, body } = answerConsole(files, { path: req.path, acceptEncoding, ifNoneMatch })
  res.status(status).setHeaders(new Map(Object.entries(headers)))
  res.end(body)
}

function redirect(req: Request, res: Response, location: string): void {
  secure(req, res)
  res.status(302).setHeaders(
    new Map([
      ['Location', location],
      ['Vary', 'Accept'],
      ['Cache-Control', 'no-store'],
    ]),
  )
  res.end()
}

function secure(req: Request, res: Response): void {
  setHeaders(req, res, (err) => {
    if (err !== undefined) throw err
  })
  res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
}

/** True if the caller asks for a page; clients of the API accept JSON or everything. */
const isForBrowser = ({ headers }: Request) => headers.accept?.includes('text/html') === true
