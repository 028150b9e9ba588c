import { PlinthError } from '@plinth/kit/errors'
import type { Dial } from '@plinth/kit/part'
import { OperatorKeysServiceService } from '@plinth/proto/identity/v1/operator_keys.ts'
import type { ProcessPlan } from './config/read-config.ts'
import { Refusal } from './refusal.ts'

/**
 * Sees to it that the installation has its operator key; returns it when it was made now, the only time it is known.
 * A part alone makes none by itself: what it printed would drown in a log.
 */
export async function ensureOperatorKey(
  { target, config, parts }: ProcessPlan,
  dial: Dial,
): Promise<string | undefined> {
  const isIdentityHere = parts.some(({ name }) => name === 'identity')
  if (!isIdentityHere || (target !== 'all' && config.operatorKey === undefined)) return undefined
  try {
    const { madeKey } = await dial('identity', OperatorKeysServiceService).ensureOperatorKey({
      key: config.operatorKey ?? '',
    })
    return madeKey === '' ? undefined : madeKey
  } catch (err) {
    if (config.operatorKey === undefined || !(err instanceof PlinthError) || err.code === 'SERVICE_UNAVAILABLE')
      throw err
    throw new Refusal(
      `PLINTH_OPERATOR_KEY is not accepted (${err.message.replace(/\.$/, '')}); unset it, and \`plinth operator-key create\` makes one.`,
      { cause: err },
    )
  }
}
