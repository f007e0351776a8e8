-- Refused: a stream has no end [process where true | tail 2
]
