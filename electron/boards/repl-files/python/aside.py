# Where a file is while it is on its way, and what becomes of it when the cable comes out.
# It lies beside its place: a move between folders is two steps for LittleFS, and a cut between them makes the one of
# MicroPython 1.26 hide other files until the next write. Below the top, a note says where it is.
note = '/.nibble-note'


def beside(path):
    while len(path[path.rfind('/') + 1 :].encode()) > 244:
        path = path[:-1]
    return path + '.nibble-new'


# A file system that cannot be written to has no note, and needs none.
def take_note(text):
    try:
        with open(note, 'wb') as file:
            file.write(text)
    except OSError:
        pass


# LittleFS puts a file in the place of another one at once. FAT removes that first: the note says that the new one is
# whole. FAT takes capitals for the same letters, by which it is known.
def replace(aside, path):
    name = aside.rfind('/') + 1
    if status(aside[:name] + aside[name:].upper()):
        take_note(path + '\0\0')
    uos.rename(aside, path)


# Finishes what the note says was all but done, and removes what else it says.
def settle():
    if not status(note):
        return
    with open(note) as file:
        path, *said = file.read().split('\0')
    if said and not status(path[: path.rfind('/')] or '/'):
        return
    aside = said and beside(path)
    if aside and status(aside):
        if len(said) > 1 and not status(path):
            uos.rename(aside, path)
        else:
            uos.remove(aside)
    uos.remove(note)
