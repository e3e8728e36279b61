import sys
def main():
    from .check import check
    from .orthography import load, orthographies
    from .errors import TableError
    bad = 0
    for tag in sys.argv[2:] or [o.tag for o in orthographies()]:
        try:
            r = check(load(tag))
            for p in r.problems: print(p); bad = 1
            for n in r.notes: print("note:", n)
        except TableError as e:
            print(e); bad = 1
    sys.exit(bad)
