# Tells a range of a file, each frame with the place of its bytes; answers the length of the file.
def read(path, start, end, step):
    require(path, False)
    length = uos.stat(path)[6]
    with open(path, 'rb') as file:
        file.seek(start)
        content = room(step)
        while start < end:
            count = file.readinto(content[: end - start])
            if not count:
                break
            say(b'd', b'%d ' % start + content[:count])
            start += count
    return length
