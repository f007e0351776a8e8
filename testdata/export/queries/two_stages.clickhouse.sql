-- Refused: a sequence takes events away from others, which is not written [sequence by host.id with maxspan=1m [process where process.name == "a"] by process.entity_id [file where true] by process.parent.entity_id
]
-- Refused: a sequence takes events away from others, which is not written [[file where true] by process.parent.entity_id]
