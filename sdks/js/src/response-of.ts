import type { ResponseInfo } from './options.ts'
import { SdkError } from './sdk-error.ts'

const answers = new WeakMap<object, ResponseInfo>()

export function rememberAnswer(value: unknown, info: ResponseInfo): void {
  if (typeof value === 'object' && value !== null) answers.set(value, info)
}

/**
 * Status, headers, request id, etag and more of the answer from which a value came: an object, a page, or the promise of
 * a call, once it is fulfilled. Throws for anything else.
 */
export function responseOf(value: object): ResponseInfo {
  const info = answers.get(value)
  if (info === undefined)
    throw new SdkError('This value is no answer: give responseOf what a call gave, not a part of it.')
  return info
}
