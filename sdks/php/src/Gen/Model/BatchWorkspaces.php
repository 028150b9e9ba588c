<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class BatchWorkspaces extends Model
{
    /** @var list<BatchWorkspacesDataItem> */
    public array $data;
    public BatchMeta $meta;

    protected const FIELDS = [
        'data' => ['data', ['list', BatchWorkspacesDataItem::class]],
        'meta' => ['meta', BatchMeta::class],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->data,
            $this->meta,
        );
        foreach ($values as $name => $value) {
            try {
                $this->{$name} = $value;
            } catch (\TypeError) {
                continue; // It stays unset: reading it says why.
            }
        }
    }
}
