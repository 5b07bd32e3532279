# What has a path.
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


# SHA-256 of what is in a file, in hexadecimal; "crc " and CRC-32 and length where the firmware has none.
def digest(path):
    require(path, False)
    whole = sha256 and sha256()
    check = length = 0
    with open(path, 'rb') as file:
        content = room(2048)
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
