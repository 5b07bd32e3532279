# Writes a file beside its place, checks what it holds and puts it in its place.
import uio

take = sys.stdin.buffer.read


# A folder that is there, a name that fits into it, and room for the whole beside what is there now.
def prepare(path, length):
    settle()
    folder, name = path.rsplit('/', 1)
    require(folder or '/', True)
    space = uos.statvfs(folder or '/')
    if len(name.encode()) > space[9]:
        raise OSError(36)
    if length > 512 and (length + 8 * space[3]) > space[3] * space[0]:
        raise OSError(28)


# One piece as it comes over the cable: kind, length, length again, what stands for Ctrl-C, bytes.
def receive(expected):
    head = take(11)
    if head[1:5] != head[5:9]:
        raise OSError(74)
    piece = take(int(head[1:5], 16))
    kind = head[:1]
    if kind != b'p':
        piece = piece.replace(head[9:], b'\x03')
    if kind == b'z':
        piece = inflate(piece, expected)
    if len(piece) != expected:
        raise OSError(74)
    return piece


def inflate(piece, length):
    stream = uio.BytesIO(piece)
    try:
        from deflate import DeflateIO

        return DeflateIO(stream, 1, 10).read(length)
    except ImportError:
        from uzlib import DecompIO

        return DecompIO(stream, -10).read(length)


# Takes a content from the computer. Each credit is how much may be sent in all; the next piece is on its way while
# one is being written. What is on its way after an error must not reach the prompt: Ctrl-C ends it.
def fill(aside, length, step):
    done = 0
    try:
        with open(aside, 'wb') as file:
            say(b'c', '%d %d' % (step, step))
            while done < length:
                piece = receive(min(step, length - done))
                done += len(piece)
                say(b'c', '%d %d' % (step, done + step))
                file.write(piece)
    except Exception as error:
        say(b'h')
        try:
            while True:
                take(1)
        except KeyboardInterrupt:
            raise error


# MicroPython 1.19.1 leaves in the input what came before a Ctrl-C.
def drain():
    from uselect import poll

    waiting = poll()
    waiting.register(sys.stdin, 1)
    while waiting.poll(0):
        take(1)


# `digests` are those of the new content, `replaced` of the one that may be replaced, or None. Answers "same" where it
# is there already, "done", or what there is instead of what may be replaced.
def write(path, length, digests, only_new, replaced, step):
    old = status(path)
    now = None
    if old:
        if old[0] & 0x4000:
            raise OSError(21)
        if only_new:
            raise OSError(17)
        if replaced or old[6] == length:
            now = digest(path)
            if now in digests:
                return 'same'
    if replaced and now not in replaced:
        return now or ''
    prepare(path, length)
    aside = beside(path)
    if path.rfind('/') > 0:
        take_note(path + '\0')
    gc.collect()
    try:
        fill(aside, length, len(room(2 * step)) // 2)
        if digest(aside) not in digests:
            raise OSError(74)
        replace(aside, path)
    finally:
        drain()
        settle()
        if status(aside):
            uos.remove(aside)
    return 'done'
