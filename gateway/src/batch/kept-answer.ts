import { contextOf } from '../access/caller.ts'
import { type Exchange, settled } from '../http/context/exchange.ts'
import type { Gateway } from '../http/context/gateway.ts'
import { idempotencyOf } from '../http/pipeline/idempotency.ts'
import type { JsonObject } from '../operation/view.ts'

// What is larger is put together again from its operations' own stored answers.
const keptBytesMax = 1_048_576

/** Binds the batch's Idempotency-Key to its body; the answer, when the batch was answered before. */
export const findAnswer = (exchange: Exchange, gateway: Gateway): Promise<JsonObject | undefined> =>
  keep(exchange, gateway, Buffer.alloc(0))

/** Keeps the answer of a batch that has run to its end; answers the one that stands. */
export async function keepAnswer(exchange: Exchange, gateway: Gateway, body: JsonObject): Promise<JsonObject> {
  const bytes = Buffer.from(JSON.stringify(body))
  if (bytes.length > keptBytesMax) return body
  return (await keep(exchange, gateway, bytes)) ?? body
}

async function keep(exchange: Exchange, { services }: Gateway, bytes: Buffer): Promise<JsonObject | undefined> {
  if (exchange.idempotency === undefined) return undefined
  const caller = { principal: settled(exchange.bearer).principal, access: exchange.access }
  const context = { ...contextOf(exchange.requestId, caller), ...idempotencyOf(exchange) }
  const { answer } = await services.answers.keepAnswer(
    { answer: bytes },
    {
      context,
      onReply: (reply) => {
        exchange.reply = reply
      },
    },
  )
  return answer.length === 0 ? undefined : JSON.parse(answer.toString('utf8'))
}
