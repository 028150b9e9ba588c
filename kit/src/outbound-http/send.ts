import type { Client, Dispatcher } from 'undici'

/** @param refusal Asked just before the request is written; an error ends it with nothing of it sent. */
export function send(
  client: Client,
  request: Dispatcher.RequestOptions,
  refusal: () => Error | undefined,
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
      }),
    )
  }
  return client.compose(watched).request(request)
}
