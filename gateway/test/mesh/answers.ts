import { PlinthError } from '@plinth/kit/errors'
import type { Expose } from '@plinth/kit/part'
import { AnswersServiceService as Answers } from '@plinth/proto/tenancy/v1/answers.ts'
import type { Script } from './script.ts'

/** Keeps the first whole answer of each key, as tenancy does. */
export function exposeAnswers(expose: Expose, { answering }: Script): void {
  const kept = new Map<string, { answer: Buffer; fingerprint: string; requestId: string }>()
  expose(Answers, {
    keepAnswer: answering(Answers.keepAnswer, ({ answer }, { context, reply }) => {
      const { scope = '', key = '', fingerprint = Buffer.alloc(0) } = context.idempotency ?? {}
      const bound = { answer, fingerprint: fingerprint.toString('hex'), requestId: context.requestId }
      const earlier = kept.get(`${scope} ${key}`)
      if (earlier !== undefined && earlier.fingerprint !== bound.fingerprint) {
        throw new PlinthError(
          'IDEMPOTENCY_KEY_REUSED',
          'This Idempotency-Key was used for a different request. Send a new key.',
        )
      }
      if (earlier !== undefined && earlier.answer.length > 0) {
        Object.assign(reply, { isReplay: true, firstRequestId: earlier.requestId })
        return { answer: earlier.answer }
      }
      kept.set(`${scope} ${key}`, bound)
      return { answer }
    }),
  })
}
