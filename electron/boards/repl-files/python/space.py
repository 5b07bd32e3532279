# Bytes in all and free.
def space():
    counts = uos.statvfs('/')
    return [counts[1] * counts[2], counts[1] * counts[3]]


# Removes what is left of files that were on their way when the cable came out.
def tidy():
    settle()
    left = []
    each('/', lambda entry: entry[0].endswith('.nibble-new') and left.append(entry[0]))
    for name in left:
        uos.remove('/' + name)
