-- Refused: a stream has no end [sequence by host.id, unknown.key [process where true] [file where true] | head 10 | tail 1
]
-- Refused: a stream has no end [sequence by host.id, unknown.key [process where true] [file where true] | head 10 | tail 1
]
