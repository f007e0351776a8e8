-- Refused: not written [sample by host.id [process where true] [file where true] [network where true]
]
