import type { ErrorCode } from '@plinth/kit/errors'
import { callerErrors } from './callers.ts'
import type { ErrorPages } from './error-page.ts'
import { requestErrors } from './requests.ts'
import { serverErrors } from './servers.ts'
import { stateErrors } from './states.ts'

/** A page for every code; the compiler reports missing pages. */
export const errorPages: ErrorPages<ErrorCode> = { ...callerErrors, ...requestErrors, ...stateErrors, ...serverErrors }
