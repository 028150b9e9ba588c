import type { Client, Dispatcher } from 'undici'

export interface Sending {
  /** Asked just before the request is written; an error ends it with nothing of it sent. */
  refusal(): Error | undefined
  /** Called at the first byte of an answer, also of one that is informational (1xx) or ends too early. */
  begun(): void
}

export function send(
  client: Client,
  request: Dispatcher.RequestOptions,
  { refusal, begun }: Sending,
): Promise<Dispatcher.ResponseData> {
  const watched: Dispatcher.DispatchInterceptor = (dispatch) => (options, handler) => {
    const onRequestStart: Dispatcher.DispatchHandler['onRequestStart'] = handler.onRequestStart?.bind(handler)
    return dispatch(
      options,
      Object.assign(handler, {
        onRequestStart(controller: Dispatcher.DispatchController, context: unknown) {
          const refused = refusal()
          if (refused === undefined) onRequestStart?.(controller, context)
          else controller.abort(refused)
        },
        onResponseStarted: begun,
      }),
    )
  }
  return client.compose(watched).request(request)
}
