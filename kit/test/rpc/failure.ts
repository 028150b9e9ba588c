import assert from 'node:assert/strict'
import { PlinthError } from '../../src/errors/index.ts'

/** The error a call rejects with; anything but a PlinthError fails the test. */
export async function failure(call: Promise<unknown>): Promise<PlinthError> {
  try {
    await call
  } catch (err) {
    assert.ok(err instanceof PlinthError, String(err))
    return err
  }
  return assert.fail('the call was answered')
}
