import { readFileSync } from 'node:fs'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { verifyWebhook, WebhookVerificationError } from '../../../js/src/webhooks.ts'
import { clientCommand } from '../client-command.ts'
import type { Context } from '../context.ts'
import { CliError, usageError } from '../failure.ts'
import { withExample } from '../lazily.ts'

type Headers = Readonly<Record<string, string>>

/** `plinth webhooks verify`: whether a request that was received is Plinth's. Nothing is sent. */
export function fillWebhooksVerify(command: Command, context: Context): void {
  command
    .description('Verify the signature of a request that was received, and print its event. Nothing is sent.')
    .argument('<body>', 'file with the raw body, - for standard input')
    .requiredOption(
      '--header <name:value>',
      'header of the request; repeat it for webhook-id, webhook-timestamp and webhook-signature',
      withHeader,
    )
    .addOption(new Option('--scheme <scheme>', 'signature to verify').choices(['standard', 'body']).default('standard'))
    .option('--tolerance <seconds>', 'how old or early the request may be; default: 300', secondsOf)
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
      throw new CliError('denied', 'NO_SECRET', 'There is no secret: set PLINTH_WEBHOOK_SECRET to that of the webhook.')
    const body = bodyIn(args[0] ?? '')
    const { header, scheme, tolerance } = options as {
      header: Headers
      scheme: 'standard' | 'body'
      tolerance?: number
    }
    try {
      const event = await verifyWebhook(body, header, secrets, { scheme, tolerance })
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

function withHeader(text: string, before: Headers = {}): Headers {
  const [, name, value = ''] = /^([\w-]+):\s*(.*)$/s.exec(text) ?? []
  if (name === undefined) throw new InvalidArgumentError('The value must be name: value.')
  return { ...before, [name.toLowerCase()]: value }
}

function secondsOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('The value must be a number of seconds.')
}
