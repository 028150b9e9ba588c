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
     * @param array<mixed> $parameters of this page
     * @param Closure(array<mixed>): Page<T> $turn gets the page of other parameters
     *
     * @return Page<T>
     */
    public function page(string|array $class, ?array $asked, #[\SensitiveParameter] array $parameters, Closure $turn): Page
    {
        $response = $this->response;
        // Static: dumps of a page must not show the body, which may hold a secret.
        $next = static function (array $changed) use ($response, $parameters, $turn): Page {
            $name = array_key_first($changed);
            if (($parameters[$name] ?? null) === $changed[$name]) {
                throw self::misfit($response, "The next page has the same {$name} as this one: the list would never end.");
            }
            return $turn([...$parameters, ...$changed]);
        };
        try {
            return $this->response->gave(new Page($class, $this->body ?? [], $asked, $next));
        } catch (UnexpectedAnswerError $error) {
            throw $this->unexpected($error->getMessage());
        }
    }

    /** The error of an answer that does not fit. It carries the key of a write: that has taken effect. */
    public function unexpected(string $sentence): UnexpectedAnswerError
    {
        return self::misfit($this->response, $sentence);
    }

    private static function misfit(Response $response, string $sentence): UnexpectedAnswerError
    {
        $error = new UnexpectedAnswerError($sentence, $response->status, '', $response->requestId);
        $error->idempotencyKey = $response->idempotencyKey;
        $error->attempts = $response->attempts;
        return $error;
    }
}
