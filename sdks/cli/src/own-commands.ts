import type { Command } from 'commander'
import type { Context } from './context.ts'

/** A command that is written by hand. Its module is loaded when it is used. */
export interface OwnCommand {
  /** "login", "webhooks verify". One with the name of a generated command takes its place. */
  name: string
  summary: string
  /** Summary of the first word's group, where no resource has that name. */
  group?: string
  load(command: Command, context: Context): Promise<void>
}

export const ownCommands: readonly OwnCommand[] = [
  {
    name: 'login',
    summary: 'Keep a key and its address in a profile.',
    load: async (command, context) => (await import('./own/login.ts')).fillLogin(command, context),
  },
  {
    name: 'logout',
    summary: 'Remove a profile with its key.',
    load: async (command, context) => (await import('./own/logout.ts')).fillLogout(command, context),
  },
  {
    name: 'whoami',
    summary: 'Show which key is used, from where, whose it is, its scopes and its end.',
    load: async (command, context) => (await import('./own/whoami.ts')).fillWhoami(command, context),
  },
  {
    name: 'profiles',
    summary: 'List the profiles, or choose the one that is used.',
    load: async (command, context) => (await import('./own/profiles.ts')).fillProfiles(command, context),
  },
  {
    name: 'api',
    summary: 'Call any path of the API.',
    load: async (command, context) => (await import('./own/api.ts')).fillApi(command, context),
  },
  {
    name: 'listen',
    summary: 'Send events to a receiver on this machine, as they happen.',
    load: async (command, context) => (await import('./own/listen/listen.ts')).fillListen(command, context),
  },
  {
    name: 'trigger',
    summary: 'Send the example of an event type to a receiver on this machine.',
    load: async (command, context) => (await import('./own/listen/trigger.ts')).fillTrigger(command, context),
  },
  {
    name: 'events tail',
    summary: 'Show events as they happen',
    load: async (command, context) => (await import('./own/listen/events-tail.ts')).fillEventsTail(command, context),
  },
  {
    name: 'events resend',
    summary: 'Send a stored event to a receiver on this machine',
    load: async (command, context) =>
      (await import('./own/listen/events-resend.ts')).fillEventsResend(command, context),
  },
  {
    name: 'logs tail',
    summary: 'Show calls of the API as they are recorded',
    group: 'Calls of the API, as they are recorded.',
    load: async (command, context) => (await import('./own/logs/logs-tail.ts')).fillLogsTail(command, context),
  },
  ...(['catalog', 'event-types'] as const).flatMap((name): OwnCommand[] => [
    {
      name: `${name} apply`,
      summary: 'Replace the definitions with a file, and print the changes',
      load: async (command, context) => {
        const { catalog, eventTypes, fillApply } = await import('./own/definitions.ts')
        fillApply(command, context, name === 'catalog' ? catalog : eventTypes)
      },
    },
    {
      name: `${name} export`,
      summary: 'Print the definitions as a file that can be applied',
      load: async (command, context) => {
        const { catalog, eventTypes, fillExport } = await import('./own/definitions.ts')
        fillExport(command, context, name === 'catalog' ? catalog : eventTypes)
      },
    },
  ]),
  {
    name: 'webhooks verify',
    summary: 'Verify the signature of a request that was received',
    load: async (command, context) => (await import('./own/webhooks-verify.ts')).fillWebhooksVerify(command, context),
  },
  {
    name: 'replays create',
    summary: 'Replay the deliveries of a period',
    load: async (command, context) => (await import('./own/replays-create.ts')).fillReplaysCreate(command, context),
  },
  {
    name: 'completion',
    summary: 'Print the script that completes `plinth` in bash, zsh or fish.',
    load: async (command, context) => (await import('./own/completion.ts')).fillCompletion(command, context),
  },
  {
    name: '__complete',
    summary: '',
    load: async (command, context) => (await import('./own/complete.ts')).fillComplete(command, context),
  },
]
