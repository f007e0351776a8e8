-- Refused: the order of events without a time is not written [process where true | tail 2
]
