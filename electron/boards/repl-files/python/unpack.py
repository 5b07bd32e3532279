# Pieces as they were before they came over the cable, in machine code: a hundred times as fast. A MicroPython that
# makes none does without.
# Puts Ctrl-C, 3, in for every pair that stands for it; answers the new length.
@micropython.viper
def restore(piece: ptr8, length: int, pair: ptr8) -> int:
    first = int(pair[0])
    second = int(pair[1])
    at = 0
    to = 0
    while at < length:
        byte = int(piece[at])
        at += 1
        if byte == first and at < length and int(piece[at]) == second:
            byte = 3
            at += 1
        piece[to] = byte
        to += 1
    return to


# Repeats what the flags say (`packing.ts`), from `to` on, where what came before ends; answers where it ends itself, or
# -1 where it would not fit.
@micropython.viper
def unpack(piece: ptr8, length: int, target: ptr8, to: int, end: int) -> int:
    at = 0
    flags = 1
    while at < length:
        if flags == 1:
            flags = int(piece[at]) | 256
            at += 1
        elif flags & 1:
            flags >>= 1
            pair = int(piece[at]) | int(piece[at + 1]) << 8
            at += 2
            back = to - (pair >> 4) - 1
            stop = to + (pair & 15) + 3
            if back < 0 or stop > end:
                return -1
            while to < stop:
                target[to] = target[back]
                to += 1
                back += 1
        else:
            flags >>= 1
            if to == end:
                return -1
            target[to] = piece[at]
            at += 1
            to += 1
    return to
