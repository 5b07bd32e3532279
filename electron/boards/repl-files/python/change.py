# Folders made, things moved and removed.
def make_folder(path):
    uos.mkdir(path)


def move(path, to):
    uos.stat(path)
    if status(to):
        raise OSError(17)
    uos.rename(path, to)


# A folder with all it holds. Without recursion: a Pico's stack is small.
def remove(path):
    waiting = [path]
    while waiting:
        path = waiting[-1]
        inside = []
        if uos.stat(path)[0] & 0x4000:
            each(path, lambda entry: len(inside) < 32 and inside.append(path + '/' + entry[0]))
            if inside:
                waiting += inside
                continue
            uos.rmdir(path)
        else:
            uos.remove(path)
        waiting.pop()
        say(b'p')


# The file system as the firmware makes it on a bare board.
def format():
    import rp2

    flash = rp2.Flash()
    try:
        uos.umount('/')
    except OSError:
        pass
    uos.VfsLfs2.mkfs(flash, progsize=256)
    uos.mount(uos.VfsLfs2(flash, progsize=256), '/')
