import { type NewCookie, setCookie } from '../../access/session-cookie.ts'
import { printJson } from '../../operation/raw-json.ts'
import type { Gateway } from '../context/gateway.ts'
import type { AnsweredRequest } from '../context/request-context.ts'
import { refuseUnread } from '../context/slots.ts'
import type { Step } from '../context/step.ts'
import { entityTag, isNoneMatch } from './entity-tag.ts'
import { respond } from './respond.ts'

/** Rendering is pure: a stored result gives the same bytes again. */
export const answer: Step<AnsweredRequest> = (request, gateway) => {
  const { req, headers, reply, operation } = request
  const { method, hasNoHead, hasSecret, hasVersion = false } = operation
  const { body, version, cookie, status = operation.status } = request.answer(request.shape)
  // Nothing was changed, and the answers of calls that ran beside this one may have become too many.
  if (method === 'GET' && hasNoHead !== true) refuseUnread(request, gateway)
  const text = body === undefined ? undefined : printJson(body)
  if (reply?.isReplay) headers.set('Idempotent-Replayed', 'true')
  if (cookie !== undefined) addCookie(request, gateway, cookie)
  if (hasSecret) headers.set('Cache-Control', 'no-store')
  else if (method === 'GET') headers.set('Cache-Control', 'private, no-cache')
  if (method === 'GET' && hasVersion && text !== undefined) {
    const tag = entityTag(version ?? 0, text)
    headers.set('ETag', tag)
    if (isNoneMatch(req.headers['if-none-match'], tag)) {
      respond(request, { status: 304 })
      return
    }
  }
  respond(request, { status, text })
}

function addCookie({ req, headers }: AnsweredRequest, { config, now }: Gateway, cookie: NewCookie): void {
  const text = setCookie(req, config, cookie, now())
  if (text !== undefined) headers.add('Set-Cookie', text)
}
