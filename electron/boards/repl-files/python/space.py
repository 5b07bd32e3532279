# Bytes in all and free.
def space():
    counts = uos.statvfs('/')
    return [counts[1] * counts[2], counts[1] * counts[3]]


# Removes what writing left behind when the cable came out.
def tidy():
    folders = ['/']
    each('/', lambda entry: entry[1] & 0x4000 and folders.append('/' + entry[0] + '/'))
    for folder in folders:
        if status(folder + '.nibble-new'):
            uos.remove(folder + '.nibble-new')
