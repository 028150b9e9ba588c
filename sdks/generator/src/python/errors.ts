import type { ErrorCode, Model } from '../model.ts'
import { pascal } from '../naming.ts'
import { docstring, text } from './names.ts'

const byStatus: Record<number, string> = {
  400: 'BadRequestError',
  401: 'AuthenticationError',
  403: 'PermissionDeniedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  412: 'PreconditionFailedError',
  422: 'ValidationError',
  429: 'RateLimitError',
}
const ofStatus = (status: number): string => byStatus[status] ?? (status >= 500 ? 'ServerError' : 'ApiError')

/** "RESOURCE_NOT_FOUND" → ResourceNotFound; VALIDATION_ERROR → ValidationFailed, since ValidationError is every 422. */
export function className({ code }: ErrorCode): string {
  const name = pascal(code.toLowerCase())
  return Object.values(byStatus).includes(name) ? name.replace(/Error$/, 'Failed') : name
}

/** codes.py: the type of all codes, and a class for each. */
export function codesModule({ errors }: Model): string {
  const bases = [...new Set(errors.map(({ status }) => ofStatus(status)))].sort()
  const classes = errors.map(
    (error) => `\n\nclass ${className(error)}(${ofStatus(error.status)}):\n${docstring([error.summary], '    ')}`,
  )
  return `"""A class for each error code of the API. \`except\` takes them, and the class of their status from core_php_sdk.errors."""

from __future__ import annotations

from typing import Literal, Union

from ..errors import ${bases.includes('ApiError') ? '' : 'ApiError, '}${bases.join(', ')}

#: Open: a newer server may answer others.
ErrorCode = Union[
    Literal[
${errors.map(({ code }) => `        ${text(code)},\n`).join('')}    ],
    str,
]
${classes.join('')}

classes: dict[str, type[ApiError]] = {
${errors.map((error) => `    ${text(error.code)}: ${className(error)},\n`).join('')}}
`
}
