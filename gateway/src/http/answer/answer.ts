import type { AnsweredRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'
import { entityTag, isNoneMatch } from './entity-tag.ts'
import { respond } from './respond.ts'

/** Rendering is pure: a stored result gives the same bytes again. */
export const answer: Step<AnsweredRequest> = (request, gateway) => {
  const { req, headers, reply, operation } = request
  const { method, hasSecret, hasVersion = false } = operation
  const { body, version, status = operation.status } = request.answer(request.shape)
  const text = body === undefined ? undefined : JSON.stringify(body)
  if (reply?.isReplay) headers.set('Idempotent-Replayed', 'true')
  if (hasSecret) headers.set('Cache-Control', 'no-store')
  else if (method === 'GET') headers.set('Cache-Control', 'private, no-cache')
  if (method === 'GET' && hasVersion && text !== undefined) {
    const tag = entityTag(version ?? 0, text)
    headers.set('ETag', tag)
    if (isNoneMatch(req.headers['if-none-match'], tag)) {
      respond(request, gateway, { status: 304 })
      return
    }
  }
  respond(request, gateway, { status, text })
}
