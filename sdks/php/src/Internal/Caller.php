<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Answer;
use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Error\AbortedError;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Error\TransportError;
use CorePhp\SDK\Error\TransportTimeout;
use CorePhp\SDK\OpenAnswer;
use CorePhp\SDK\Options;
use CorePhp\SDK\Request;
use CorePhp\SDK\Response;
use CorePhp\SDK\StreamingTransport;
use CorePhp\SDK\Transport;

/** Makes a call: the same request until an answer holds, the attempts or the time are used up. */
final readonly class Caller
{
    private const NAP_SECONDS = 0.05;
    /** Clients count milliseconds in 31 bits: 24 days, and a longer time is none. */
    private const ATTEMPT_SECONDS_MAX = 2_147_483.0;

    private RequestFactory $requests;
    private Watch $watch;

    public function __construct(
        private Address $address,
        Secret $key,
        private Options $options,
        private Transport $transport,
        private Clock $clock = new Clock(),
    ) {
        $this->requests = new RequestFactory($address, $key, $options, $transport->name());
        $this->watch = new Watch($options, $transport);
    }

    /**
     * @param list<string> $ids
     * @param array<mixed> $parameters
     */
    public function call(Operation $operation, array $ids, #[\SensitiveParameter] array $parameters, CallOptions $call): Result
    {
        $request = $this->requests->make($operation, $ids, $parameters, $call);
        return $this->tried($request, $call, fn (int $attempts, float $timeout): Result => $this->attempt($request, $attempts, $timeout, $call));
    }

    /**
     * The lines of an answer as they come, without their ends. Nothing is sent before the first is asked for.
     *
     * @param list<string> $ids
     * @param array<mixed> $parameters
     *
     * @return \Generator<int, string>
     */
    public function lines(Operation $operation, array $ids, #[\SensitiveParameter] array $parameters, CallOptions $call): \Generator
    {
        $request = $this->requests->make($operation, $ids, $parameters, $call, 'application/x-ndjson, application/json');
        $attempts = 0;
        $chunks = $this->tried($request, $call, function (int $number, float $timeout) use ($request, $call, &$attempts): iterable {
            $attempts = $number;
            return $this->opened($request, $number, $timeout, $call);
        });
        $lines = new Lines();
        try {
            foreach ($chunks as $chunk) {
                foreach ($lines->of($chunk) as $line) {
                    yield $line;
                }
            }
            $lines->end();
        } catch (SdkError $failure) {
            // Ends the connection before anyone looks at the failure.
            unset($chunks);
            $failure = $this->named($failure);
            $failure->attempts = $attempts;
            throw $failure;
        }
    }

    /**
     * @template T
     *
     * @param \Closure(int, float): T $try given the number of the attempt and its seconds
     *
     * @return T
     */
    private function tried(#[\SensitiveParameter] Request $request, CallOptions $call, \Closure $try): mixed
    {
        $policy = new RetryPolicy(
            $call->maxRetries ?? $this->options->maxRetries,
            $this->options->retryDelay,
            $call->maxRetryWait ?? $this->options->maxRetryWait,
            $this->clock->random(...),
        );
        $endsAt = $this->clock->monotonic() + ($call->totalTimeout ?? $this->options->totalTimeout);
        $timeout = $call->timeout ?? $this->options->timeout;
        for ($attempts = 0, $left = 0.0;;) {
            try {
                $this->refuseAborted($call);
                $left = $endsAt - $this->clock->monotonic();
                if ($attempts > 0 && $left <= 0) {
                    throw new TransportTimeout('The total time is over.');
                }
                $this->watch->request($request, ++$attempts);
                return $try($attempts, min($timeout, $left, self::ATTEMPT_SECONDS_MAX));
            } catch (SdkError $failure) {
                $failure = $this->named($failure);
                $failure->idempotencyKey = $request->idempotencyKey;
                $failure->attempts = $attempts;
            }
            // Clients may end an attempt early: one that the total time bounded was the last.
            $isOver = $failure instanceof TransportTimeout && $left <= $timeout;
            $wait = $isOver ? null : $policy->wait($failure, $attempts);
            if ($wait === null || $this->clock->monotonic() + $wait >= $endsAt) {
                throw $failure;
            }
            $this->watch->retry($failure, $wait, $attempts, $request);
            $this->sleep($wait, $call);
        }
    }

    private function attempt(#[\SensitiveParameter] Request $request, int $attempts, float $timeout, CallOptions $call): Result
    {
        $answer = $this->transport->send($request, $timeout, $call->isAborted);
        $response = new Response($answer->status, $answer->headers, $attempts, $request->idempotencyKey);
        $this->watch->response($response, $request);
        return new Result($this->body($answer, $call, $request->method === 'HEAD'), $response);
    }

    /** @return \Generator<int, string>|list<string> the bytes of a body of lines */
    private function opened(#[\SensitiveParameter] Request $request, int $attempts, float $timeout, CallOptions $call): iterable
    {
        $endsAt = $this->clock->monotonic() + $timeout;
        $transport = $this->transport;
        if ($transport instanceof StreamingTransport) {
            $more = min($call->timeout ?? $this->options->timeout, self::ATTEMPT_SECONDS_MAX);
            $answer = $transport->open($request, $timeout, $more, $call->isAborted);
        } else {
            $whole = $transport->send($request, $timeout, $call->isAborted);
            $answer = new OpenAnswer($whole->status, $whole->headers, [$whole->body]);
        }
        $this->watch->response(new Response($answer->status, $answer->headers, $attempts, null), $request);
        if ($answer->status === 200 && preg_match('{^application/x-ndjson\b}', $answer->headers['content-type'] ?? '') === 1) {
            return $answer->chunks;
        }
        $body = '';
        foreach ($answer->chunks as $chunk) {
            $body .= $chunk;
            if ($this->clock->monotonic() > $endsAt) {
                throw new TransportTimeout('The body of an error did not end in time.');
            }
        }
        throw Failures::of(new Answer($answer->status, $answer->headers, $body), $this->address, $this->clock->now());
    }

    /** @return array<mixed>|null null: no content, or nothing new for If-None-Match */
    private function body(#[\SensitiveParameter] Answer $answer, CallOptions $call, bool $isHead): ?array
    {
        $hasNoContent = $answer->status === 204 || ($answer->status === 202 && $answer->body === '');
        if ($hasNoContent || ($answer->status === 304 && $call->ifNoneMatch !== null)) {
            return null;
        }
        $isSuccess = $answer->status >= 200 && $answer->status < 300;
        if ($isSuccess && $isHead) {
            return null;
        }
        if ($isSuccess && $answer->body === '' && !isset($answer->headers['content-length'])) {
            // Clients give what ends within its headers as an answer without a body.
            throw new TransportError('The answer was cut before its body.');
        }
        $body = $isSuccess ? Json::fields(Json::decode($answer->body)) : null;
        return $body ?? throw Failures::of($answer, $this->address, $this->clock->now());
    }

    private function named(SdkError $failure): SdkError
    {
        if (!$failure instanceof TransportError) {
            return $failure;
        }
        $class = $failure instanceof TransportTimeout ? TransportTimeout::class : TransportError::class;
        $named = new $class("No whole answer from {$this->address->describe()}: {$failure->getMessage()}", 0, $failure);
        $named->isRetryable = $failure->isRetryable;
        return $named;
    }

    private function refuseAborted(CallOptions $call): void
    {
        if ($call->isAborted !== null && ($call->isAborted)()) {
            throw new AbortedError('The call was aborted.');
        }
    }

    private function sleep(float $seconds, CallOptions $call): void
    {
        if ($call->isAborted === null) {
            $this->clock->sleep($seconds);
            return;
        }
        $until = $this->clock->monotonic() + $seconds;
        while (($left = $until - $this->clock->monotonic()) > 0) {
            if (($call->isAborted)()) {
                return; // The next attempt refuses it.
            }
            $this->clock->sleep(min($left, self::NAP_SECONDS));
        }
    }
}
