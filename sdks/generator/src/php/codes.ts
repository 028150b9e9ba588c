import type { ErrorCode, Model } from '../model.ts'
import { pascal } from '../naming.ts'
import { docBlock, phpFile, phpString } from './text.ts'

const classes: Record<number, string> = {
  400: 'BadRequestError',
  401: 'AuthenticationError',
  403: 'PermissionDeniedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  412: 'PreconditionFailedError',
  422: 'ValidationError',
  429: 'RateLimitError',
}

/** A class for each code of an error, and which class is whose. */
export function codeFiles({ errors, names }: Model): [path: string, text: string][] {
  const namespace = `${names.phpNamespace}\\Gen`
  return [...errors.map((error) => codeFile(names.phpNamespace, error)), ['Codes.php', table(namespace, errors)]]
}

const codeClass = ({ code }: ErrorCode) => pascal(code.toLowerCase())

function codeFile(namespace: string, error: ErrorCode): [string, string] {
  const parent = classes[error.status] ?? (error.status >= 500 ? 'ServerError' : 'ApiError')
  const name = codeClass(error)
  const isNamesake = parent === name
  const lines = [
    ...docBlock([`${error.code}: ${error.summary}`]),
    `final class ${name} extends ${isNamesake ? `Error\\${parent}` : parent}`,
    '{',
    '}',
  ]
  const use = isNamesake ? `${namespace}\\Error` : `${namespace}\\Error\\${parent}`
  return [`Code/${name}.php`, phpFile(`${namespace}\\Gen\\Code`, [use], lines)]
}

function table(namespace: string, errors: readonly ErrorCode[]): string {
  return phpFile(
    namespace,
    [],
    [
      'final class Codes',
      '{',
      '    public const CLASSES = [',
      ...errors.map((error) => `        ${phpString(error.code)} => Code\\${codeClass(error)}::class,`),
      '    ];',
      '}',
    ],
  )
}
