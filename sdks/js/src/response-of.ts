import { type Answered, responseInfo } from './call/response-info.ts'
import type { ResponseInfo } from './options.ts'
import { SdkError } from './sdk-error.ts'

// A constructor that returns its argument: the private field of the class below is then of that object.
const Same = class {
  constructor(value: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what it is for
    return value
  }
}

/** The answer that a value came with, in a private field of the value itself: unseen, and lighter for the collector than a WeakMap. */
class Remembered extends Same {
  readonly #answered: Answered

  constructor(value: object, answered: Answered) {
    super(value)
    this.#answered = answered
  }

  static of(value: object): Answered | undefined {
    return #answered in value ? value.#answered : undefined
  }
}

export function rememberAnswer(value: unknown, answered: Answered): void {
  if (typeof value === 'object' && value !== null) new Remembered(value, answered)
}

/**
 * Status, headers, request id, etag and more of the answer from which a value came: an object, a page, or the promise of
 * a call, once it is fulfilled. Throws for anything else.
 */
export function responseOf(value: object): ResponseInfo {
  const answered = Remembered.of(value)
  if (answered === undefined)
    throw new SdkError('This value is no answer: give responseOf what a call gave, not a part of it.')
  return responseInfo(answered)
}
