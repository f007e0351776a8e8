-- Refused: a sequence takes events away from others, which is not written [sequence by host.id, unknown.key [process where true] [file where true] | head 10 | tail 1
]
-- Refused: a sequence takes events away from others, which is not written [sequence by host.id, unknown.key [process where true] [file where true] | head 10 | tail 1
]
-- Refused: the order of events without a time is not written [sequence by host.id, unknown.key [process where true] [file where true] | head 10 | tail 1
]
-- Refused: the order of events without a time is not written [sequence by host.id, unknown.key [process where true] [file where true] | head 10 | tail 1
]
