import type { Client, Dispatcher } from 'undici'

/** Sends a request; calls `begun` at the first byte of an answer, also of one that is informational (1xx) or ends too early. */
export function send(
  client: Client,
  request: Dispatcher.RequestOptions,
  begun: () => void,
): Promise<Dispatcher.ResponseData> {
  return client
    .compose(
      (dispatch) => (options, handler) => dispatch(options, Object.assign(handler, { onResponseStarted: begun })),
    )
    .request(request)
}
