# Writes a file beside its place, checks what it holds and puts it in its place.

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


# One piece as it comes over the cable: kind, length, length again, what stands for Ctrl-C, bytes. It takes its place in
# `content`, behind as much of what came before.
def receive(content, step, expected):
    head = take(11)
    if head[1:5] != head[5:9]:
        raise OSError(74)
    piece = take(int(head[1:5], 16))
    length = len(piece)
    kind = head[:1]
    if kind != b'p':
        if unpacks():
            length = restore(piece, length, head[9:])
        else:
            piece = piece.replace(head[9:], b'\x03')
            length = len(piece)
    end = step + expected
    if kind == b'z':
        if unpack(piece, length, content, step, end) != end:
            raise OSError(74)
    elif length != expected:
        raise OSError(74)
    else:
        content[step:end] = memoryview(piece)[:length]


def unpacks():
    return 'unpack' in globals()


# Takes a content from the computer. Each credit is how much may be sent in all; the next piece is on its way while
# one is being written. What is on its way after an error must not reach the prompt: Ctrl-C ends it.
def fill(aside, length, content):
    step = len(content) // 2
    done = 0
    try:
        with open(aside, 'wb') as file:
            say(b'c', '%d %d %d' % (step, step, unpacks()))
            while done < length:
                content[:step] = content[step:]
                size = min(step, length - done)
                receive(content, step, size)
                done += size
                say(b'c', '%d %d %d' % (step, done + step, unpacks()))
                file.write(content[step : step + size])
    except Exception as error:
        say(b'h')
        try:
            while True:
                take(1)
        except KeyboardInterrupt:
            raise error
    except KeyboardInterrupt:
        # A byte that went wrong may be one too. There is no credit for more than is on its way.
        drain(100)
        raise


# Takes what is in the input until nothing came for so many milliseconds: MicroPython 1.19.1 leaves there what came
# before a Ctrl-C.
def drain(quiet):
    from uselect import poll

    waiting = poll()
    waiting.register(sys.stdin, 1)
    while waiting.poll(quiet):
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
        fill(aside, length, room(2 * step))
        if digest(aside) not in digests:
            raise OSError(74)
        replace(aside, path)
    finally:
        drain(0)
        settle()
        if status(aside):
            uos.remove(aside)
    return 'done'
