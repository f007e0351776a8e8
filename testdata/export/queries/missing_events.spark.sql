-- Refused: a sequence takes events away from others, which is not written [sequence by host.id with maxspan=5s ![file where true] [process where true] ![network where true] [process where event.type == "end"] ![any where true]
]
-- Refused: a sequence takes events away from others, which is not written [![network where true]]
-- Refused: a sequence takes events away from others, which is not written [![file where true]]
