<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use Closure;
use CorePhp\SDK\Error\UnexpectedAnswerError;
use CorePhp\SDK\Model;
use CorePhp\SDK\Page;
use CorePhp\SDK\Response;

/** A call's decoded body and what came with it. */
final readonly class Result
{
    /** @param array<mixed>|null $body */
    public function __construct(#[\SensitiveParameter] public ?array $body, public Response $response)
    {
    }

    /**
     * @template T of Model
     *
     * @param class-string<T>|list<class-string<T>> $class
     * @param list<string>|null $asked
     * @param Closure(array<string, int|string>): Page<T> $turn gets the page with these parameters changed
     *
     * @return Page<T>
     */
    public function page(string|array $class, ?array $asked, Closure $turn): Page
    {
        try {
            return $this->response->gave(new Page($class, $this->body ?? [], $asked, $turn));
        } catch (UnexpectedAnswerError $error) {
            throw $this->unexpected($error->getMessage());
        }
    }

    /** The error of an answer that does not fit. It carries the key of a write: that has taken effect. */
    public function unexpected(string $sentence): UnexpectedAnswerError
    {
        $error = new UnexpectedAnswerError($sentence, $this->response->status, '', $this->response->requestId);
        $error->idempotencyKey = $this->response->idempotencyKey;
        $error->attempts = $this->response->attempts;
        return $error;
    }
}
