export { type ErrorCode, errorCodes, isErrorCode } from './codes.ts'
export { type ErrorDetails, errorsOf, PlinthError, toPlinthError } from './plinth-error.ts'
export { decodeError, encodeError } from './wire.ts'
