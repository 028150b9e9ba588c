import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiError, type ErrorCode, TransportError, TransportTimeout, UnexpectedAnswerError } from '../api/sdk.ts'
import { failure as de } from '../messages/de/failure.ts'
import { failure as en } from '../messages/en/failure.ts'
import { detailLines, failureText, faultOf } from './failure-text.ts'

const refused = (code: ErrorCode, status: number) =>
  new ApiError({ code, status, message: 'Told by the API.', docUrl: '' })
const lost = new TransportError('http://127.0.0.1:18101/api/v1 gave no whole answer: Failed to fetch')

describe('what the console says of a failure', () => {
  it('is a sentence of its own where no answer came, without the address of the API', () => {
    for (const words of [en, de])
      for (const error of [lost, new TransportTimeout('late'), new UnexpectedAnswerError('not JSON', 502)]) {
        const { sentence, original } = failureText(error, words, false)
        assert.ok([words.noAnswer, words.notPlinth('502')].includes(sentence), sentence)
        assert.equal(original, undefined)
      }
  })

  it('of a write whose outcome is not known says that it may be sent again', () => {
    for (const error of [lost, new UnexpectedAnswerError('not JSON', 502), refused('INTERNAL_ERROR', 500)]) {
      assert.equal(failureText(error, en, true).next, en.sendAgain)
      assert.equal(failureText(error, en, false).next, undefined)
    }
    assert.equal(failureText(refused('STATE_CONFLICT', 409), en, true).next, undefined)
  })

  it('is in the words of the page by the code, beside what the API said', () => {
    const { sentence, original } = failureText(refused('RATE_LIMIT_EXCEEDED', 429), de, true)
    assert.equal(sentence, de.codes['RATE_LIMIT_EXCEEDED'])
    assert.equal(original, 'Told by the API.')
    assert.deepEqual(failureText(refused('RATE_LIMIT_EXCEEDED', 429), en, true).sentence, 'Told by the API.')
    assert.deepEqual(failureText(refused('OF_LATER', 409), de, true), {
      sentence: 'Told by the API.',
      original: undefined,
      next: undefined,
    })
  })

  it('names the scope that is missing and says what is wrong with fields, and leaves out what is for programs', () => {
    const refusal = { required_scope: ['write:users'], provided_scopes: ['read:all'] }
    assert.deepEqual(detailLines(refusal, en), ['The scope that is missing: write:users'])
    assert.deepEqual(detailLines(refusal, de), ['Das Recht, das fehlt: write:users'])
    assert.deepEqual(detailLines({ name: ['Name is required.'], limit: 3 }, en), ['name: Name is required.'])
  })

  it('of a field is what the API says of it and of its parts', () => {
    const details = { url: ['Required.'], 'scopes.1': ['Unknown.'], 'scopes.2': ['Unknown, too.'] }
    const error = new ApiError({ code: 'VALIDATION_ERROR', status: 422, message: 'Told.', docUrl: '', details })
    assert.equal(faultOf(error, 'url'), 'Required.')
    assert.equal(faultOf(error, 'scopes'), 'Unknown. Unknown, too.')
    for (const name of ['name', 'scope']) assert.equal(faultOf(error, name), undefined)
    for (const other of [undefined, lost]) assert.equal(faultOf(other, 'url'), undefined)
  })
})
