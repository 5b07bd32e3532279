# What is on the board.
import uos

try:
    from uhashlib import sha256
except ImportError:
    sha256 = None


# What os.stat says; None where nothing is.
def status(path):
    try:
        return uos.stat(path)
    except OSError as error:
        if error.args[0] != 2:
            raise


# An entry that is there, and is a folder or is none.
def require(path, folder):
    if (uos.stat(path)[0] & 0x4000 != 0) != folder:
        raise OSError(20 if folder else 21)


# Gives each entry of a folder to `take`. The iterator is used up whatever happens: before MicroPython 1.22 its file
# system would go on using one that is not.
def each(path, take):
    entries = uos.ilistdir(path)
    try:
        for entry in entries:
            take(entry)
    except:
        for entry in entries:
            pass
        raise


# Tells all entries, a few in each frame; answers how many.
def entries(path):
    require(path, True)
    lines = []
    count = [0]

    def tell():
        say(b'l', '\0'.join(lines))
        count[0] += len(lines)
        lines.clear()

    def take(entry):
        folder = entry[1] & 0x4000
        size = 0 if folder or len(entry) < 4 else entry[3]
        lines.append('%d %d %s' % (folder != 0, size, entry[0]))
        if len(lines) == 16:
            tell()

    each(path, take)
    tell()
    return count[0]


# SHA-256 of what is in a file, in hexadecimal; "crc " and CRC-32 and length where the firmware has none.
def digest(path):
    require(path, False)
    content = room(2048)
    whole = sha256 and sha256()
    check = length = 0
    with open(path, 'rb') as file:
        while True:
            count = file.readinto(content)
            if not count:
                break
            piece = content[:count]
            if whole:
                whole.update(piece)
            else:
                check = ubinascii.crc32(piece, check)
            length += count
            if length & 0x7FFF == 0:
                say(b'p', str(length))
    return ubinascii.hexlify(whole.digest()).decode() if whole else 'crc %08x %d' % (check, length)
