import type { Model } from '../model.ts'
import { docBlock, phpFile, phpString } from './text.ts'

/** Which class is whose event, and the name of any of them. */
export function eventsFile({ events, names }: Model): string {
  const namespace = `${names.phpNamespace}\\Gen`
  const classes = ['Event', ...events.map(({ schema }) => schema)]
  return phpFile(
    namespace,
    [],
    [
      ...docBlock([`@phpstan-type AnyEvent ${classes.map((name) => `Model\\${name}`).join('|')}`]),
      'final class Events',
      '{',
      '    public const CLASSES = [',
      ...events.map(({ type, schema }) => `        ${phpString(type)} => Model\\${schema}::class,`),
      '    ];',
      '}',
    ],
  )
}
