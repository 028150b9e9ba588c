import { composedAnswers, type IdempotencyOptions } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { AnswersServiceService } from '@plinth/proto/tenancy/v1/answers.ts'

/** Keeps what gateways composed of several calls. */
export function answersRpc(options: IdempotencyOptions): Handlers<typeof AnswersServiceService> {
  const keep = composedAnswers(AnswersServiceService.keepAnswer, options, ({ answer }) => answer.length > 0)
  return { keepAnswer: ({ answer }, call) => keep({ answer }, call) }
}
