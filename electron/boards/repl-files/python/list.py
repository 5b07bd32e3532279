# What is in folders.
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


# Whether a folder at the top is a file system of its own: of those, no more than the name is known.
def is_mounted(name):
    found = []
    each('/', lambda entry: entry[0] == name and len(entry) == 3 and found.append(name))
    return bool(found)
