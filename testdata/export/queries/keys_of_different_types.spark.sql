-- Refused: a sequence takes events away from others, which is not written [sequence [process where true] by process.pid [file where true] by unknown.pid
]
-- Refused: a sequence takes events away from others, which is not written [[file where true] by unknown.pid]
-- Refused: a sequence takes events away from others, which is not written [sequence [process where true] by process.pid [file where true] by unknown.pid
]
