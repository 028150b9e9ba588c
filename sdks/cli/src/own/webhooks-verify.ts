import { readFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { verifyWebhook, WebhookVerificationError } from '../../../js/src/webhooks.ts'
import { clientCommand } from '../client-command.ts'
import type { Context } from '../context.ts'
import { CliError, usageError } from '../failure.ts'
import { withExample } from '../lazily.ts'
import { headerOption, headersOf } from './header-option.ts'
import { spanMs } from './spans.ts'

/** `plinth webhooks verify`: whether a request that was received is Plinth's. Nothing is sent. */
export function fillWebhooksVerify(command: Command, context: Context): void {
  command
    .description('Verify the signature of a request that was received, and print its event. Nothing is sent.')
    .argument('<body>', 'file with the raw body, - for standard input')
    .addOption(
      headerOption('header of the request: webhook-id, webhook-timestamp and webhook-signature').makeOptionMandatory(),
    )
    .addOption(new Option('--scheme <scheme>', 'signature to verify').choices(['standard', 'body']).default('standard'))
    .option('--tolerance <time>', 'how old or early the request may be: 30s, 10m, …; default: 5m', spanMs)
    .addHelpText(
      'after',
      '\nThe secret is read from PLINTH_WEBHOOK_SECRET; several, while one is rotated, are separated by spaces.',
    )
  withExample(
    command,
    "plinth webhooks verify body.json --header 'webhook-id: evt_…' --header 'webhook-timestamp: 1764081234' --header 'webhook-signature: v1,…'",
  )
  clientCommand(command, context, {}, async ({ io, args, options, output, say }) => {
    const secrets = (io.env['PLINTH_WEBHOOK_SECRET'] ?? '').split(/\s+/).filter((secret) => secret !== '')
    if (secrets.length === 0)
      throw new CliError('denied', 'NO_SECRET', 'There is no secret.', {
        hint: 'Set PLINTH_WEBHOOK_SECRET to the secret of the webhook.',
      })
    const body = bodyIn(args[0] ?? '')
    const { scheme, tolerance: toleranceMs } = options as { scheme: 'standard' | 'body'; tolerance?: number }
    const tolerance = toleranceMs === undefined ? undefined : toleranceMs / 1_000
    try {
      const event = await verifyWebhook(body, headersOf(options), secrets, { scheme, tolerance })
      say.note('The signature is right.')
      await output.one(event)
    } catch (err) {
      if (!(err instanceof WebhookVerificationError)) throw err
      throw new CliError('failed', `WEBHOOK_${err.reason.toUpperCase()}`, err.message, { cause: err })
    }
  })
}

function bodyIn(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (err) {
    throw usageError(`${file} cannot be read (${(err as NodeJS.ErrnoException).code}).`)
  }
}
