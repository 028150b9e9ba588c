import { join, resolve } from 'node:path'
import { parseApiKey } from '@plinth/kit/access/api-key-format'
import { PlinthError } from '@plinth/kit/errors'
import type { Logger } from '@plinth/kit/log'
import type { Dial } from '@plinth/kit/part'
import { writeSecretFile } from '@plinth/kit/secrets/secret-file'
import { type EnsureOperatorKeyResponse, OperatorKeysServiceService } from '@plinth/proto/identity/v1/operator_keys.ts'
import type { ProcessPlan } from './config/read-config.ts'
import { messageOf, Refusal } from './refusal.ts'
import { createSignInLink } from './sign-in-link.ts'
import { untilCachesExpire } from './until-caches-expire.ts'

/**
 * Key that the first start created: for a terminal the key itself, with the code of a sign-in link if that could be made;
 * otherwise the file that contains the key.
 */
export type FirstKey = { key: string; code: string | undefined } | { file: string }

export interface OperatorKeyOptions {
  plan: ProcessPlan
  dial: Dial
  log: Logger
  /** True if a person reads the output and nothing stores it. */
  isTerminal: boolean
  hasConsole: boolean
}

/**
 * Ensures that the installation has its operator key, and that no key works that PLINTH_OPERATOR_KEY named before.
 * A part that runs alone does not create one by itself.
 */
export async function ensureOperatorKey({
  plan,
  dial,
  log,
  isTerminal,
  hasConsole,
}: OperatorKeyOptions): Promise<FirstKey | undefined> {
  const { target, config, parts } = plan
  const given = config.operatorKey ?? ''
  const isIdentityHere = parts.some(({ name }) => name === 'identity')
  if (!isIdentityHere || (target !== 'all' && given === '')) return undefined
  const { madeKey, hasEnded, lastEndedMsAgo } = await ask(dial, given)
  if (hasEnded)
    log.error(
      'the key in PLINTH_OPERATOR_KEY was revoked or replaced, or has expired; it is not renewed. Set a valid key, or unset the variable',
    )
  if (given !== '' && lastEndedMsAgo !== undefined) await untilCachesExpire(lastEndedMsAgo)
  if (madeKey === '') return undefined
  if (isTerminal) return { key: madeKey, code: hasConsole ? await codeOfLink(dial, log) : undefined }
  return keepFirstKey(join(resolve(config.dataDir), 'operator-key'), madeKey, log)
}

/** Refuses a PLINTH_OPERATOR_KEY that cannot be a key, before anything is changed. */
export function checkOperatorKey({ config, parts }: ProcessPlan): void {
  const { operatorKey = '' } = config
  if (operatorKey === '' || !parts.some(({ name }) => name === 'identity')) return
  if (parseApiKey(operatorKey) === undefined)
    throw new Refusal(
      'PLINTH_OPERATOR_KEY is not accepted (its form or its checksum is wrong); copy the whole key again, or unset it and create a key with `plinth operator-key create`.',
    )
}

async function ask(dial: Dial, key: string): Promise<EnsureOperatorKeyResponse> {
  try {
    return await dial('identity', OperatorKeysServiceService).ensureOperatorKey({ key })
  } catch (err) {
    if (key === '' || !(err instanceof PlinthError) || err.code === 'SERVICE_UNAVAILABLE') throw err
    throw new Refusal(
      `PLINTH_OPERATOR_KEY is not accepted (${err.message.replace(/\.$/, '')}); unset it, and create a key with \`plinth operator-key create\`.`,
      { cause: err },
    )
  }
}

/** The key exists by now, and only this start can show it: a failure must not stop it. */
async function codeOfLink(dial: Dial, log: Logger): Promise<string | undefined> {
  try {
    return (await createSignInLink(dial)).code
  } catch (err) {
    log.error({ reason: messageOf(err) }, 'making a link to the console failed; print one with `plinth console`')
    return undefined
  }
}

/** A key does not belong in logs, which are stored and read by many people. */
function keepFirstKey(file: string, key: string, log: Logger): FirstKey | undefined {
  try {
    writeSecretFile(file, `${key}\n`)
  } catch (err) {
    log.error(
      { file, reason: messageOf(err) },
      'writing the first operator key to its file failed; create another one with `plinth operator-key create`',
    )
    return undefined
  }
  log.info({ file }, `the first operator key is in ${file}; store it elsewhere and delete the file`)
  return { file }
}
