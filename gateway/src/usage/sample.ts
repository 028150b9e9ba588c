import type { Exchange } from '../http/context/exchange.ts'
import type { RequestSample } from './request-counts.ts'

/** What counts of a request that was answered; undefined when it was nobody's, or no workspace's. */
export function sampleOf(exchange: Exchange, at: Date): RequestSample | undefined {
  const { req, res, headers, bearer, access, operation } = exchange
  const workspaceId = access?.workspaceId ?? bearer?.principal.homeWorkspaceId ?? ''
  if (bearer === undefined || workspaceId === '') return undefined
  const { isOperator, keyId } = bearer.principal
  return {
    workspaceId,
    // Which operator it was is no business of the workspace's.
    keyId: isOperator ? 'operator' : keyId,
    endpoint: operation === undefined ? 'unknown' : `${operation.method} ${operation.path}`,
    at,
    // A caller that has gone got no answer.
    isSuccess: res.headersSent && res.statusCode < 400,
    ms: Math.round(performance.now() - exchange.startedMs),
    requestBytes: exchange.body.length,
    responseBytes: req.method === 'HEAD' ? 0 : Number(headers.get('Content-Length') ?? 0),
  }
}
